import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN, secret } from "../../../test-support/judge";

const provider = (name: string, properties: Record<string, unknown>, more: Partial<Given> = {}): Given[] => [
  { type: `pulumi:providers:${name}`, name: "production", provider: null, properties, ...more },
];

const GENERATED = "q7Rk2vXw9LmTz4HbN5cY";
const fix = "fix: leave it out and let the provider take it from the environment or a role, or pass config.requireSecret";

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a password of a database's provider",
      resources: provider("postgresql", { host: "orders-db", password: "hunter2" }),
      findings: [`production: password: a literal (7 characters, fingerprint ef0b751d)\nat password\n${fix}`],
    },
    {
      title: "a key in a kubeconfig",
      resources: provider("kubernetes", { kubeconfig: `users:\n- name: admin\n  user:\n    client-key-data: ${GENERATED}\n` }),
      findings: [`production: client-key-data: a literal (20 characters, fingerprint 5b029440)\nat kubeconfig\n${fix}`],
    },
    {
      title: "what a data source may have read, as advisory",
      resources: provider("aws", { region: "eu-west-1", secretKey: secret(GENERATED) }),
      findings: [`production: secretKey: a literal, or read by a data source (20 characters, fingerprint 5b029440)\nat secretKey\n${fix}`],
    },
    {
      title: "that one in full where the rule is to be strict",
      resources: provider("aws", { region: "eu-west-1", secretKey: secret(GENERATED) }),
      config: { strict: true },
      findings: [`production: secretKey: a literal (20 characters, fingerprint 5b029440)\nat secretKey\n${fix}`],
    },
  ],
  passes: [
    { title: "a provider that takes its credentials from the environment", resources: provider("aws", { region: "eu-west-1" }) },
    {
      title: "secret configuration",
      resources: provider("aws", { secretKey: secret(GENERATED) }),
      run: { config: new Map([["aws:secretKey", GENERATED]]), secretKeys: new Set(["aws:secretKey"]) },
    },
    { title: "what is not known yet", resources: provider("kubernetes", { kubeconfig: UNKNOWN }) },
    { title: "the path of a kubeconfig", resources: provider("kubernetes", { kubeconfig: "~/.kube/config" }) },
    { title: "a text that is allowed", resources: provider("postgresql", { password: "hunter2" }), config: { allowedFingerprints: ["ef0b751d"] } },
  ],
};
