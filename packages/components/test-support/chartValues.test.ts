import { type ChartFacts, checkChartValues } from "./chartValues";

const none: ChartFacts = { keys: {}, schemaKeys: {}, seenInTemplates: [], wholeInTemplates: [], failsIfSet: [], dependencies: [] };

const charts: Record<string, ChartFacts> = {
  "app.json": {
    ...none,
    keys: {
      replicas: ["number", 1],
      forgotten: ["boolean", true],
      "image.tag": ["string", ""],
      tolerations: "list",
      annotations: "map(empty)",
      "config.route.receiver": ["string", "null"],
      "labels.app\\.kubernetes\\.io/name": ["string", ""],
      "database.enabled": ["boolean", true],
    },
    schemaKeys: { "server.extra": "object" },
    seenInTemplates: [
      "replicas",
      "image.tag",
      "tolerations",
      "annotations",
      "sinks.*.url",
      "labels.app\\.kubernetes\\.io/name",
      "server.extra",
      "hidden",
    ],
    wholeInTemplates: ["annotations", "config"],
    failsIfSet: ["image.sha"],
    dependencies: [{ name: "postgres", alias: "database", condition: "database.enabled", file: "postgres.json" }],
  },
  "postgres.json": { ...none, keys: { "storage.size": ["string", "1Gi"] }, seenInTemplates: ["storage.size", "global.imageRegistry"] },
};

function findings(values: object): string[] {
  return checkChartValues("app.json", values, (file) => charts[file] ?? none).map(({ path, kind }) => `${kind} ${path}`);
}

test("what a template reads is known", () => {
  expect(findings({ replicas: 2, image: { tag: "1" }, tolerations: [{ key: "a" }], hidden: true })).toEqual([]);
});

test("a misspelt key is unknown, at any depth", () => {
  expect(findings({ replica: 2, image: { tags: "1" } })).toEqual(["unknown replica", "unknown image.tags"]);
});

test("a key of values.yaml that no template reads is unread", () => {
  expect(findings({ forgotten: true })).toEqual(["unread forgotten"]);
});

test("below a map that is rendered as a whole, or that has no keys of its own, everything is free", () => {
  expect(findings({ annotations: { a: "b" }, config: { route: { routes: [] }, receivers: [] }, server: { extra: { a: { b: 1 } } } })).toEqual([]);
});

test("a star stands for one key", () => {
  expect(findings({ sinks: { slack: { url: "u" }, mail: { uri: "u" } } })).toEqual(["unknown sinks.mail.uri"]);
});

test("dots inside a key are part of it", () => {
  expect(findings({ labels: { "app.kubernetes.io/name": "a", "app.kubernetes.io/nam": "a" } })).toEqual(["unknown labels.app\\.kubernetes\\.io/nam"]);
});

test("a key that makes the chart fail is removed", () => {
  expect(findings({ image: { sha: "abc" } })).toEqual(["removed image.sha"]);
});

test("a scalar in place of a map is a wrong type", () => {
  expect(findings({ image: "1.2.3" })).toEqual(["type image"]);
});

test("a subchart's values stand below its alias, and global ones reach it", () => {
  expect(findings({ database: { enabled: false, storage: { size: "2Gi" } }, global: { imageRegistry: "r" } })).toEqual([]);
  expect(findings({ postgres: { storage: { size: "2Gi" } }, database: { storage: { sise: "2Gi" } } })).toEqual([
    "unknown postgres.storage.size",
    "unknown database.storage.sise",
  ]);
});

test("what is undefined is not set", () => {
  expect(findings({ replicas: 1, unknown: undefined })).toEqual([]);
});
