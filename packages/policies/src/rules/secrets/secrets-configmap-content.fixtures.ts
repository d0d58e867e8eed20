import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import { type Given, secret } from "../../../test-support/judge";

const config = (data: string): Given[] => manifests(`{ apiVersion: v1, kind: ConfigMap, metadata: { name: orders }, ${data} }`);
const release = (values: Record<string, unknown>): Given[] => [
  { type: "kubernetes:helm.sh/v3:Release", name: "grafana", properties: { chart: "grafana", values } },
];

const SAID = "(7 characters, fingerprint ef0b751d)";

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a password in a ConfigMap",
      resources: config("data: { db.host: orders-db, db.password: hunter2 }"),
      findings: [`orders: db.password: a literal ${SAID}\nat data["db.password"]\nfix: put it into a Secret`],
    },
    {
      title: "a password in a file of one",
      resources: manifests(`
apiVersion: v1
kind: ConfigMap
metadata: { name: orders }
data:
  app.properties: |
    db.host=orders-db
    db.password=hunter2
`),
      findings: [`orders: db.password: a literal ${SAID}\nat data["app.properties"]\nfix: put it into a Secret`],
    },
    {
      title: "a password in base64",
      resources: config("binaryData: { password: aHVudGVyMg== }"),
      findings: ["orders: password: a literal (12 characters, fingerprint e2d8ffbe)\nat binaryData.password\nfix: put it into a Secret"],
    },
    {
      title: "a password in the values of a chart",
      resources: release({ adminUser: "admin", adminPassword: "hunter2" }),
      findings: [
        `grafana: adminPassword: a literal ${SAID}\nat values.adminPassword\nfix: put it into a Secret and give the chart its name, or pass config.requireSecret`,
      ],
    },
    {
      title: "a generated key under a name that is also used for names",
      resources: release({ accessKey: "q7Rk2vXw9LmTz4HbN5cY" }),
      findings: [
        "grafana: accessKey: a literal (20 characters, fingerprint 5b029440)\nat values.accessKey\nfix: put it into a Secret and give the chart its name, or pass config.requireSecret",
      ],
    },
  ],
  passes: [
    { title: "settings", resources: config("data: { db.host: orders-db, db.password-file: /run/secrets/db }") },
    { title: "a template that is filled in later", resources: config('data: { app.properties: "db.password=${DB_PASSWORD}" }') },
    { title: "the name of a Secret", resources: release({ existingSecret: "grafana-admin", clientSecret: "oauth-client" }) },
    { title: "a value that is marked secret", resources: release({ adminPassword: secret("hunter2") }) },
    {
      title: "a credential by its form, which is another rule's business",
      resources: config(`data: { app.env: "GITHUB_TOKEN=ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}" }`),
    },
    { title: "a name", resources: release({ accessKey: "minio-access-key" }) },
    {
      title: "a text that is allowed",
      resources: release({ adminPassword: "hunter2" }),
      config: { allowedFingerprints: ["ef0b751d"], strict: true },
    },
  ],
};
