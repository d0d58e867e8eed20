import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN, secret } from "../../../test-support/judge";

const database = (password: unknown, more: Partial<Given> = {}): Given => ({
  type: "aws:rds/instance:Instance",
  name: "orders",
  properties: { engine: "postgres", username: "orders", password },
  ...more,
});

const fix = 'fix: run `pulumi config set --secret <key>` and pass config.requireSecret("<key>"), or take it from a secret store';

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a password in the program",
      resources: [database("hunter2-in-the-source")],
      findings: [`orders: password: a literal (21 characters, fingerprint ee5d98ff)\nat password\n${fix}`],
    },
    {
      title: "one that the SDK has marked, since the provider's schema says so",
      resources: [database(secret("hunter2"))],
      findings: [`orders: password: a literal (7 characters, fingerprint ef0b751d)\nat password\n${fix}`],
    },
    {
      title: "one that a data source may have read, as advisory",
      resources: [database(secret("q7Rk2vXw9LmTz4HbN5cY"))],
      findings: [`orders: password: a literal, or read by a data source (20 characters, fingerprint 5b029440)\nat password\n${fix}`],
    },
    {
      title: "that one in full where the rule is to be strict",
      resources: [database(secret("q7Rk2vXw9LmTz4HbN5cY"))],
      config: { strict: true },
      findings: [`orders: password: a literal (20 characters, fingerprint 5b029440)\nat password\n${fix}`],
    },
    {
      title: "a property that is named like a secret",
      resources: [
        {
          type: "kubernetes:acme.example/v1:Broker",
          name: "orders",
          properties: { spec: { users: [{ name: "orders", adminPassword: "hunter2" }] } },
        },
      ],
      findings: [`orders: adminPassword: a literal (7 characters, fingerprint ef0b751d)\nat spec.users[0].adminPassword\n${fix}`],
    },
  ],
  passes: [
    {
      title: "secret configuration",
      resources: [database(secret("hunter2"))],
      run: { config: new Map([["shop:password", "hunter2"]]), secretKeys: new Set(["shop:password"]) },
    },
    {
      title: "the output of another resource",
      resources: [
        {
          type: "random:index/randomPassword:RandomPassword",
          name: "random",
          properties: { length: 20 },
          outputs: { result: secret("q7Rk2vXw9LmTz4HbN5cY") },
        },
        database(secret("q7Rk2vXw9LmTz4HbN5cY"), { dependencies: { password: ["random"] } }),
      ],
    },
    { title: "what is not known yet", resources: [database(UNKNOWN)] },
    {
      title: "a text that is allowed",
      resources: [database("hunter2")],
      config: { allowedFingerprints: ["ef0b751d"] },
    },
    {
      title: "the environment",
      resources: [database("hunter2")],
      run: { environment: new Map([["DB_PASSWORD", "hunter2"]]) },
    },
  ],
};
