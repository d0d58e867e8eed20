import { layout, resource, result, urn } from "./sample.fixtures";
import { resourceTree } from "./tree";

const site = urn("acme:index:Site", "site");
const buckets = (count: number, at?: string) =>
  Array.from({ length: count }, (_, index) => resource("aws:s3/bucket:Bucket", `logs-${index + 1}`, { at }));

describe("resourceTree", () => {
  test("lists two siblings of a type, and gives three one line with what they share", () => {
    expect(resourceTree(result({ resources: buckets(2) }), layout())).toEqual(["  logs-1  Bucket", "  logs-2  Bucket"]);
    expect(resourceTree(result({ resources: buckets(3, "index.ts:4") }), layout({ width: 40 }))).toEqual([
      "  logs-…  Bucket × 3          index.ts:4",
    ]);
  });

  test("lists them all when it is asked to", () => {
    expect(resourceTree(result({ resources: buckets(4) }), layout({ expand: true }))).toHaveLength(4);
  });

  test("puts a group where its first member is", () => {
    const [first, ...rest] = buckets(3);
    const resources = [resource("aws:sns/topic:Topic", "a"), first!, resource("aws:sqs/queue:Queue", "b"), ...rest];
    expect(resourceTree(result({ resources }), layout())).toEqual(["  a       Topic", "  logs-…  Bucket × 3", "  b       Queue"]);
  });

  test("follows the lines of the program, file by file, and puts what has none last", () => {
    const resources = ["b.ts:9", undefined, "a.ts:3", "b.ts:2", "node_modules/x/y.js:1"].map((at, index) =>
      resource(`acme:index:T${index}`, `r${index}`, { at }),
    );
    expect(resourceTree(result({ resources }), layout({ width: 30 })).map((line) => line.trim().split(/\s+/)[0])).toEqual([
      "r3",
      "r0",
      "r2",
      "r1",
      "r4",
    ]);
  });

  test("never groups resources that have children", () => {
    const components = ["x", "y", "z"].map((name) => resource("acme:index:Site", name, { kind: "component" }));
    const children = components.map(({ urn: parent, name }) => resource("aws:s3/bucket:Bucket", name, { parent }));
    expect(resourceTree(result({ resources: [...components, ...children] }), layout())).toEqual(
      ["x", "y", "z"].flatMap((name, index) => [...(index === 0 ? [] : [""]), `  ${name}  Site`, `  └─ ${name}  Bucket`]),
    );
  });

  test("opens ten components of a type and counts the others with all below them", () => {
    const components = Array.from({ length: 12 }, (_, index) => resource("acme:index:Site", `site-${index}`, { kind: "component" }));
    const children = components.map(({ urn: parent, name }) => resource("aws:s3/bucket:Bucket", name, { parent }));
    const lines = resourceTree(result({ resources: [...components, ...children] }), layout());
    expect(lines.filter((line) => line.includes("└─"))).toHaveLength(10);
    expect(lines.at(-1)).toBe("  … and 2 more  Site  4 resources");
  });

  test("shows a resource whose parent is not in the result at the top", () => {
    expect(resourceTree(result({ resources: [resource("aws:s3/bucket:Bucket", "lost", { parent: site })] }), layout())).toEqual(["  lost  Bucket"]);
  });

  test("tells no line of a library, and inside a component only those of components", () => {
    const resources = [
      resource("acme:index:Site", "site", { kind: "component", at: "index.ts:1" }),
      resource("aws:s3/bucket:Bucket", "a", { parent: site, at: "index.ts:2" }),
      resource("acme:index:Site", "inner", { kind: "component", parent: site, at: "index.ts:3" }),
      resource("acme:index:Cache", "b", { kind: "component", parent: site, at: "node_modules/acme/cache.js:9" }),
      resource("acme:index:Queue", "c", { kind: "component", parent: site, at: "../acme/queue.ts:9" }),
    ];
    expect(resourceTree(result({ resources }), layout({ width: 40 }))).toEqual([
      "  site  Site                  index.ts:1",
      "  ├─ a      Bucket",
      "  ├─ inner  Site              index.ts:3",
      "  ├─ b      Cache",
      "  └─ c      Queue",
    ]);
  });

  test("cuts names, types and summaries rather than make a line too wide", () => {
    const long = "a".repeat(60);
    const resources = [resource("aws:ec2/vpc:Vpc", long, { at: "index.ts:1", inputs: { cidrBlock: "10.16.0.0/16" } })];
    expect(resourceTree(result({ resources }), layout({ width: 60 }))).toEqual([`  ${"a".repeat(29)}…  Vpc  10.16.0.…  index.ts:1`]);
  });
});
