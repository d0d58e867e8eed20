import { UNKNOWN } from "../../test-support/judge";
import { Property, Undetermined } from "../kernel/property";
import { openSubject, wildcardOf } from "./rbac";

const property = (value: unknown): Property => Property.of("urn", value);

it.each([
  [{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }, "get every resource of every API group"],
  [{ apiGroups: ["acme.dev", "batch"], resources: ["*"], verbs: ["get", "create"] }, "get, create every resource of batch"],
  [{ apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["*"] }, "do anything to ingresses"],
  [{ nonResourceURLs: ["*"], verbs: ["get"] }, "get every path of the API server"],
])("%j may %s", (rule, may) => {
  expect(wildcardOf(property(rule))?.may).toBe(may);
});

it.each([
  { apiGroups: ["acme.dev"], resources: ["*"], verbs: ["*"] },
  { apiGroups: ["metrics.k8s.io"], resources: ["*"], verbs: ["get", "list"] },
  { apiGroups: ["external.metrics.k8s.io"], resources: ["*"], verbs: ["*"] },
  { apiGroups: [""], resources: ["pods", "pods/*"], verbs: ["get"] },
  { nonResourceURLs: ["/metrics"], verbs: ["get"] },
  {},
])("%j has no wildcard that matters", (rule) => {
  expect(wildcardOf(property(rule))).toBeUndefined();
});

it("what is unknown is not taken for none", () => {
  expect(() => wildcardOf(property({ apiGroups: [""], resources: ["*"], verbs: [UNKNOWN] }))).toThrow(Undetermined);
  expect(() => openSubject(property({ kind: UNKNOWN, name: "default" }))).toThrow(Undetermined);
});

it.each([
  ["ServiceAccount", "default", "every pod that names no service account"],
  ["Group", "system:unauthenticated", "everybody who reaches the API server"],
  ["Group", "default", undefined],
  ["Group", "system:serviceaccounts:shop", undefined],
  ["User", "system:authenticated", undefined],
  ["ServiceAccount", "orders", undefined],
])("%s %s is %s", (kind, name, everybody) => {
  expect(openSubject(property({ kind, name }))).toBe(everybody);
});
