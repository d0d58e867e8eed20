import { readDocuments } from "./yaml";

const text = `# a comment
apiVersion: v1
kind: Pod
metadata:
  name: orders
  annotations:
    "a.b/c": x
    empty:
    next: y
spec:
  containers:
    - name: web
      image: nginx
      command: ["sh",
        "-c"]
    -
    - { name: side,
        image: envoy }
  base: &base
    deep: 1
  merged:
    <<: *base
    own: 2
---
{"kind": "Service",
 "spec": {
\t"ports": [
\t\t{"port": 80},
\t\t{"port": 443}]}}
---
just text
`;

describe("the line of a property", () => {
  const [pod, service, words] = readDocuments(text, "test.yaml");

  it.each([
    ["", 2],
    ["kind", 3],
    ["metadata.name", 5],
    ['metadata.annotations["a.b/c"]', 7],
    ["metadata.annotations.empty", 8],
    ["metadata.annotations.next", 9],
    ["spec.containers[0]", 12],
    ["spec.containers[0].image", 13],
    ["spec.containers[0].command[1]", 15],
    ["spec.containers[2].name", 17],
    ["spec.containers[2].image", 18],
    ["spec.merged.own", 23],
  ])("%s is %d", (path, line) => {
    expect(pod?.lineOf(path)).toBe(line);
  });

  it.each([
    ["metadata.namespace", 4],
    ["spec.containers[0].resources.limits.cpu", 12],
    ["spec.containers[9].image", 11],
    ["spec.merged.deep", 21],
    ["metadata.name<json>[0]", 5],
    ["metadata.name.more", 5],
  ])("%s, which is not there, is that of what it would be in: %d", (path, line) => {
    expect(pod?.lineOf(path)).toBe(line);
  });

  it("is known in JSON, in later documents and in a text", () => {
    expect(service?.lineOf("spec.ports[1].port")).toBe(29);
    expect(service?.lineOf("")).toBe(25);
    expect(words?.lineOf("")).toBe(31);
    expect(words?.value).toBe("just text");
  });

  it("does not change what is read: references are resolved, and what looks like a date is a text", () => {
    const [document] = readDocuments("a: &a { day: 2026-11-22, on: yes }\nb:\n  <<: *a\n  n: 0x10\n", "test.yaml");
    expect(document?.value).toEqual({ a: { day: "2026-11-22", on: "yes" }, b: { day: "2026-11-22", on: "yes", n: 16 } });
  });

  it("is none in an empty file", () => {
    expect(readDocuments("", "test.yaml")).toEqual([]);
    expect(readDocuments("# nothing\n---\n", "test.yaml").map(({ value, lineOf }) => [value, lineOf("a")])).toEqual([[null, 3]]);
  });
});
