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

test.each(["config", "secrets"] as const)(
  "a log level from %s takes the place of the default: a name twice in a container is refused by the API server",
  (property) => {
    const variables = environmentVariables("dev", { [property]: { LOG_LEVEL: { name: "orders", key: "level" } } });
    expect(variables.filter(({ name }) => name === "LOG_LEVEL")).toEqual([
      { name: "LOG_LEVEL", valueFrom: { [property === "config" ? "configMapKeyRef" : "secretKeyRef"]: { name: "orders", key: "level" } } },
    ]);
  },
);

test("a reference to what cannot exist is refused", () => {
  expect(
    failure({
      config: { A: { name: "Orders_map", key: "a b" }, B: { name: "", key: "" }, C: { name: "a..b", key: ".." }, D: { name: "ok", key: "..d" } },
      secrets: { E: { name: "s", key: "a/b" }, F: { name: "n".repeat(254), key: "k".repeat(254) }, G: { name: "s", key: "." } },
    }),
  ).toEqual([
    'config.A.name: "Orders_map" is no name of a ConfigMap or Secret; use lower-case letters, digits, - and .',
    'config.A.key: "a b" is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
    'config.B.name: "" is no name of a ConfigMap or Secret; use lower-case letters, digits, - and .',
    'config.B.key: "" is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
    'config.C.name: "a..b" is no name of a ConfigMap or Secret; use lower-case letters, digits, - and .',
    'config.C.key: ".." is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
    'config.D.key: "..d" is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
    'secrets.E.key: "a/b" is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
    `secrets.F.name: "${"n".repeat(254)}" is no name of a ConfigMap or Secret; use lower-case letters, digits, - and .`,
    `secrets.F.key: "${"k".repeat(254)}" is no key of a ConfigMap or Secret; use letters, digits, - _ and .`,
    'secrets.G.key: "." is no key of a ConfigMap or Secret; use letters, digits, - _ and .',
  ]);
});

test("a reference may be known later, and its key may start with a dot", () => {
  const known = { name: Promise.resolve("Not_yet_known"), key: ".env" };
  expect(failure({ config: { A: known, B: { name: "orders.v2", key: "a.b_c-D" } }, secrets: { C: known } })).toEqual([]);
});
