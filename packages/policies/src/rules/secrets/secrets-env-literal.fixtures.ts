import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import { type Given, UNKNOWN, secret } from "../../../test-support/judge";

const GENERATED = "q7Rk2vXw9LmTz4HbN5cY";

const pod = (value: unknown, name = "DB_PASSWORD"): Given[] => [
  { type: "kubernetes:core/v1:Pod", name: "orders", properties: { spec: { containers: [{ name: "web", env: [{ name, value }] }] } } },
];

const aws = (type: string, properties: Record<string, unknown>): Given[] => [{ type: `aws:${type}`, name: "orders", properties }];

const literal = (name: string, at: string, fix: string): string =>
  `orders: ${name}: a literal (7 characters, fingerprint ef0b751d)\nat ${at}\nfix: ${fix}`;
const IN_KUBERNETES = "put it into a Secret, and take it from there with valueFrom.secretKeyRef";

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a password in the environment of a container",
      resources: manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    spec:
      containers:
        - name: web
          env:
            - { name: DB_HOST, value: orders-db }
            - { name: DB_PASSWORD, value: hunter2 }
`),
      findings: [literal("DB_PASSWORD", "spec.template.spec.containers[0].env[1].value", IN_KUBERNETES)],
    },
    {
      title: "an argument of an init container",
      resources: manifests(
        "{ apiVersion: v1, kind: Pod, metadata: { name: orders }, spec: { initContainers: [{ name: migrate, args: [--user=app, --db-password=hunter2] }] } }",
      ),
      findings: [literal("db-password", "spec.initContainers[0].args[1]", IN_KUBERNETES)],
    },
    {
      title: "the environment of a Lambda function",
      resources: aws("lambda/function:Function", { environment: { variables: { API_KEY: "hunter2" } } }),
      findings: [literal("API_KEY", "environment.variables.API_KEY", "let the program read it from Secrets Manager at its start")],
    },
    {
      title: "an ECS container definition in JSON",
      resources: aws("ecs/taskDefinition:TaskDefinition", {
        containerDefinitions: JSON.stringify([
          { environment: [{ name: "TOKEN", value: "hunter2" }], secrets: [{ name: "KEY", valueFrom: "arn:aws:x" }] },
        ]),
      }),
      findings: [literal("TOKEN", "containerDefinitions<json>[0].environment[0].value", "name the secret's ARN in secrets[].valueFrom")],
    },
    {
      title: "a CodeBuild variable in plain text",
      resources: aws("codebuild/project:Project", {
        environment: { environmentVariables: [{ name: "NPM_TOKEN", value: "hunter2", type: "PLAINTEXT" }] },
      }),
      findings: [
        literal("NPM_TOKEN", "environment.environmentVariables[0].value", "name the secret in an environment variable of type SECRETS_MANAGER"),
      ],
    },
    {
      title: "one that is named like an object, in capitals",
      resources: pod("hunter2", "CLIENT_SECRET"),
      findings: [literal("CLIENT_SECRET", "spec.containers[0].env[0].value", IN_KUBERNETES)],
    },
    {
      title: "what the provider says is secret and a data source may have read, as advisory",
      resources: [
        {
          type: "aws:amplify/app:App",
          name: "orders",
          properties: { environmentVariables: { API_KEY: secret(GENERATED) } },
          additionalSecretOutputs: ["environmentVariables"],
        },
      ],
      findings: [
        "orders: API_KEY: a literal, or read by a data source (20 characters, fingerprint 5b029440)\nat environmentVariables.API_KEY\nfix: pass config.requireSecret, or read it from the SSM parameters of the app",
      ],
    },
    {
      title: "that one in full where the rule is to be strict",
      resources: [
        {
          type: "aws:amplify/app:App",
          name: "orders",
          properties: { environmentVariables: { API_KEY: secret(GENERATED) } },
          additionalSecretOutputs: ["environmentVariables"],
        },
      ],
      config: { strict: true },
      findings: [
        "orders: API_KEY: a literal (20 characters, fingerprint 5b029440)\nat environmentVariables.API_KEY\nfix: pass config.requireSecret, or read it from the SSM parameters of the app",
      ],
    },
  ],
  passes: [
    {
      title: "a password from a Secret",
      resources: manifests(`
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: web
      env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: orders, key: password } } }]
      args: [--db-password=$(DB_PASSWORD)]
`),
    },
    { title: "a value that is marked secret", resources: pod(secret("hunter2")) },
    { title: "a value that is not known yet", resources: pod(UNKNOWN) },
    {
      title: "a path, a switch, a place in a store",
      resources: [...pod("/run/secrets/db", "DB_PASSWORD_FILE"), ...pod("required", "HTTP_TOKENS"), ...pod("prod/orders/db", "DB_SECRET")].map(
        (one, index) => ({ ...one, name: `orders-${index}` }),
      ),
    },
    { title: "a text that is allowed", resources: pod("hunter2"), config: { allowedFingerprints: ["ef0b751d"] } },
    {
      title: "a password that is not in the environment, which is another rule's business",
      resources: aws("ecs/taskDefinition:TaskDefinition", {
        containerDefinitions: JSON.stringify([{ logConfiguration: { options: { "splunk-token": "hunter2" } } }]),
      }),
    },
  ],
};
