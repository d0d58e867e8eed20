import { Problems } from "../platform/problems";
import { checkEnvironment, environmentVariables, type EnvironmentInput } from "./environment.plan";

function failure(input: EnvironmentInput): string[] {
  const problems = new Problems();
  checkEnvironment(problems, input);
  try {
    problems.throwIfAny("Test", "x");
  } catch (error) {
    return (error as Error).message.split("\n  ").slice(1);
  }
  return [];
}

test("the platform's variables come first, the others by name", () => {
  expect(
    environmentVariables("production", {
      env: { REGION: "eu-west-1" },
      config: { FEATURES: { name: "orders", key: "features" } },
      secrets: { DB_PASSWORD: { name: "orders-db", key: "password" } },
    }),
  ).toEqual([
    { name: "ENVIRONMENT", value: "production" },
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "orders-db", key: "password" } } },
    { name: "FEATURES", valueFrom: { configMapKeyRef: { name: "orders", key: "features" } } },
    { name: "LOG_LEVEL", value: "info" },
    { name: "REGION", value: "eu-west-1" },
  ]);
});

test("the log level can be another", () => {
  expect(environmentVariables("dev", { env: { LOG_LEVEL: "debug" } })).toContainEqual({ name: "LOG_LEVEL", value: "debug" });
});

test("a name that is reserved, twice there, or none is refused", () => {
  expect(failure({ env: { POD_NAME: "x", A: "1", "2B": "1" }, secrets: { A: { name: "s", key: "k" } } })).toEqual([
    "env.POD_NAME: POD_NAME is set by the platform; choose another name",
    'env.2B: "2B" is no variable\'s name; use letters, digits and _',
    "secrets.A: A is in env as well; keep one of the two",
  ]);
});
