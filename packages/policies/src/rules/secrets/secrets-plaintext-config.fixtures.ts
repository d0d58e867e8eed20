import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, secret } from "../../../test-support/judge";

const TOKEN = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;

const database = (password: unknown): Given => ({ type: "aws:rds/instance:Instance", name: "orders", properties: { engine: "postgres", password } });

const plain = (value: string): { config: Map<string, string> } => ({ config: new Map([["shop:dbPassword", value]]) });

const text = (at: string, name: string, said: string): string =>
  `${name}: the value of shop:dbPassword, which is stored in plain text (${said})\nat ${at}\nfix: run \`pulumi config set --secret shop:dbPassword\` and read it with config.requireSecret`;

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a password that config.require reads from plain configuration",
      resources: [database(secret("hunter2-in-the-source"))],
      run: plain("hunter2-in-the-source"),
      findings: [`orders: ${text("password", "password", "21 characters, fingerprint ee5d98ff")}`],
    },
    {
      title: "one in the environment of a container",
      resources: [
        {
          type: "kubernetes:core/v1:Pod",
          name: "web",
          properties: { spec: { containers: [{ env: [{ name: "DB_PASSWORD", value: "hunter2-in-the-source" }] }] } },
        },
      ],
      run: plain("hunter2-in-the-source"),
      findings: [`web: ${text("spec.containers[0].env[0].value", "DB_PASSWORD", "21 characters, fingerprint ee5d98ff")}`],
    },
    {
      title: "one that is a part of a structured value",
      resources: [database("hunter2")],
      run: plain(JSON.stringify({ user: "orders", password: "hunter2" })),
      findings: [`orders: ${text("password", "password", "7 characters, fingerprint ef0b751d")}`],
    },
    {
      title: "a credential by its form, which has to be revoked",
      resources: [{ type: "aws:ec2/vpc:Vpc", name: "core", properties: { tags: { Note: TOKEN } } }],
      run: plain(TOKEN),
      findings: [
        "core: GitHub token: in the value of shop:dbPassword, which is stored in plain text (40 characters, fingerprint 19ba7ef8)\nat tags.Note\nfix: revoke it, and set a new one with `pulumi config set --secret shop:dbPassword`",
      ],
    },
  ],
  passes: [
    {
      title: "secret configuration",
      resources: [database(secret("hunter2-in-the-source"))],
      run: { ...plain("hunter2-in-the-source"), secretKeys: new Set(["shop:dbPassword"]) },
    },
    {
      title: "plain configuration in a property that is no secret",
      resources: [{ type: "aws:rds/instance:Instance", properties: { engine: "postgres" } }],
      run: plain("postgres"),
    },
    { title: "a literal, which is another rule's business", resources: [database("hunter2")] },
    {
      title: "a value that is allowed",
      resources: [database("hunter2")],
      run: plain("hunter2"),
      config: { allowedFingerprints: ["ef0b751d"] },
    },
  ],
};
