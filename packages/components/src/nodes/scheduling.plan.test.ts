import { Problems } from "../platform/problems";
import { checkNodeLabels, checkTaints, type NodeTaint } from "./scheduling.plan";

const labels = (given: Record<string, string>) => {
  const problems = new Problems();
  checkNodeLabels(problems, given, "labels");
  problems.throwIfAny("Group", "batch");
};
const taints = (...given: NodeTaint[]) => {
  const problems = new Problems();
  checkTaints(problems, given, "taints");
  problems.throwIfAny("Group", "batch");
};
const KEY = "use up to 63 letters, digits and - _ . with an optional DNS prefix and a slash";

describe("labels of a node", () => {
  it.each([
    ["workload-type"],
    ["example.com/team"],
    ["node.kubernetes.io/pool"],
    ["eu.node.kubernetes.io/pool"],
    ["kubelet.kubernetes.io/x"],
    ["eks.amazonaws.com/x"],
    ["a".repeat(63)],
  ])("can have the key %s", (key) => expect(() => labels({ [key]: "value_1.2-3" })).not.toThrow());

  it.each(["-x", "x-", "a b", "", "a".repeat(64), "UPPER.com/x", "a/b/c", "/x", "a..b/x", "-a.b/x", `${"a".repeat(254)}/x`])(
    "cannot have the key %j",
    (key) => {
      expect(() => labels({ [key]: "x" })).toThrow(`labels.${key}: ${JSON.stringify(key)} is not a key; ${KEY}`);
    },
  );

  it.each(["kubernetes.io/role", "node-role.kubernetes.io/worker", "k8s.io/x", "topology.k8s.io/zone"])(
    "cannot have %s, with which no kubelet starts",
    (key) => {
      const namespace = key.slice(0, key.indexOf("/"));
      expect(() => labels({ [key]: "x" })).toThrow(
        `labels.${key}: a kubelet may not label its node in ${namespace}; use a namespace of your own, or kubelet.kubernetes.io or node.kubernetes.io`,
      );
    },
  );

  it("can be without a value, and have none with other characters", () => {
    expect(() => labels({ spot: "" })).not.toThrow();
    expect(() => labels({ owner: "me@example.com" })).toThrow(
      'labels.owner: "me@example.com" is not a value; use up to 63 letters, digits and - _ .',
    );
  });
});

describe("taints of a node", () => {
  it("can be without a value, and have one of three effects", () => {
    expect(() =>
      taints({ key: "a", effect: "NoSchedule" }, { key: "b", value: "c", effect: "PreferNoSchedule" }, { key: "d", effect: "NoExecute" }),
    ).not.toThrow();
  });

  it("say which of them is wrong", () => {
    expect(() => taints({ key: "a", effect: "NoSchedule" }, { key: "b c", value: "d e", effect: "Never" as "NoExecute" })).toThrow(
      [
        'Group "batch": 3 problems',
        `  taints[1].key: "b c" is not a key; ${KEY}`,
        '  taints[1].value: "d e" is not a value; use up to 63 letters, digits and - _ .',
        '  taints[1].effect: "Never" is not an effect; use one of NoSchedule, PreferNoSchedule, NoExecute',
      ].join("\n"),
    );
  });

  it("are of one kind each: a key may come twice with two effects, and not with one", () => {
    expect(() => taints({ key: "a", value: "1", effect: "NoSchedule" }, { key: "a", value: "1", effect: "NoExecute" })).not.toThrow();
    expect(() => taints({ key: "a", value: "1", effect: "NoSchedule" }, { key: "a", value: "2", effect: "NoSchedule" })).toThrow(
      'Group "batch": 1 problem\n  taints[1]: a:NoSchedule is there already, and a node takes one taint of each key and effect; leave one out',
    );
  });
});
