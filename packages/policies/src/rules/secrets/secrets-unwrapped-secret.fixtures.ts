import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN, secret } from "../../../test-support/judge";

const instance = (userData: unknown): Given[] => [{ type: "aws:ec2/instance:Instance", name: "worker", properties: { userData } }];
const annotated = (properties: Record<string, unknown>): Given[] => [{ type: "kubernetes:core/v1:Service", name: "orders", properties }];

const run = (value: string, key = "shop:dbPassword"): RuleFixtures["passes"][0]["run"] => ({
  config: new Map([[key, value]]),
  secretKeys: new Set([key]),
});

const finding = (resource: string, name: string, said: string, at: string): string =>
  `${resource}: ${name}: holds the value of shop:dbPassword, which is secret, and is not marked secret (${said})\nat ${at}\nfix: read it with config.requireSecret("dbPassword"), and pass the Output on as it is`;

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a secret that config.require made a plain text of",
      resources: instance("#!/bin/sh\nregister --key hunter2-in-the-source\n"),
      run: run("hunter2-in-the-source"),
      findings: [finding("worker", "userData", "21 characters, fingerprint ee5d98ff", "userData")],
    },
    {
      title: "one that is written in base64",
      resources: instance(Buffer.from("hunter2-in-the-source").toString("base64")),
      run: run("hunter2-in-the-source"),
      findings: [finding("worker", "userData", "21 characters, fingerprint ee5d98ff", "userData<base64>")],
    },
    {
      title: "one in base64 of a few characters",
      resources: annotated({ metadata: { annotations: { note: Buffer.from("hunter2-orders").toString("base64") } } }),
      run: run("hunter2-orders"),
      findings: [finding("orders", "note", "14 characters, fingerprint ab532aa5", "metadata.annotations.note")],
    },
    {
      title: "a short one where a secret belongs",
      resources: annotated({ metadata: { annotations: { "oauth-token": "hunter2" } } }),
      run: run("hunter2"),
      findings: [finding("orders", "oauth-token", "7 characters, fingerprint ef0b751d", "metadata.annotations.oauth-token")],
    },
    {
      title: "the password in a structured value",
      resources: annotated({ metadata: { annotations: { note: "it is hunter2-orders" } } }),
      run: run(JSON.stringify({ host: "orders.internal", password: "hunter2-orders" })),
      findings: [finding("orders", "note", "14 characters, fingerprint ab532aa5", "metadata.annotations.note")],
    },
    {
      title: "the configuration of another project",
      resources: annotated({ spec: { externalName: "hunter2-orders" } }),
      run: run("hunter2-orders", "other:dbPassword"),
      findings: [
        'orders: externalName: holds the value of other:dbPassword, which is secret, and is not marked secret (14 characters, fingerprint ab532aa5)\nat spec.externalName\nfix: read it with new pulumi.Config("other").requireSecret("dbPassword"), and pass the Output on as it is',
      ],
    },
  ],
  passes: [
    { title: "a secret that is marked", resources: instance(secret("register --key hunter2-in-the-source")), run: run("hunter2-in-the-source") },
    { title: "a short value that stands there by chance", resources: annotated({ spec: { type: "hunter2" } }), run: run("hunter2") },
    { title: "a part of a longer word", resources: annotated({ spec: { type: "shunter2-ordersX" } }), run: run("hunter2-orders") },
    {
      title: "a part of a structured value that is no secret",
      resources: annotated({ spec: { externalName: "orders.internal" } }),
      run: run(JSON.stringify({ host: "orders.internal", password: "hunter2-orders" })),
    },
    {
      title: "what is plain configuration, too",
      resources: annotated({ spec: { externalName: "orders.internal" } }),
      run: {
        config: new Map([
          ["shop:host", "orders.internal"],
          ["shop:url", "orders.internal"],
        ]),
        secretKeys: new Set(["shop:url"]),
      },
    },
    { title: "what is not known yet", resources: instance(UNKNOWN), run: run("hunter2-in-the-source") },
    {
      title: "a value that is allowed",
      resources: annotated({ spec: { externalName: "hunter2-orders" } }),
      run: run("hunter2-orders"),
      config: { allowedFingerprints: ["ab532aa5"] },
    },
    {
      title: "anything where the engine does not show what is marked",
      resources: annotated({ spec: { externalName: "hunter2-orders" } }),
      run: { ...run("hunter2-orders"), secretsVisible: false },
    },
  ],
};
