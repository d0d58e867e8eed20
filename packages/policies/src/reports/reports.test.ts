import { createRequire } from "node:module";
import { join } from "node:path";
import { expectGolden } from "../../test-support/golden";
import { REPORT_EXTENSIONS, type PolicyReport, type ReportFormat, writeReport } from "./index";
import { finding, incomplete, sample } from "./sample.fixtures";

const formats = Object.keys(REPORT_EXTENSIONS) as ReportFormat[];

const withFindings = (...findings: ReturnType<typeof finding>[]): PolicyReport => ({
  ...sample,
  packs: [{ name: "acme", rules: [{ id: "a", level: "mandatory", judged: 3 }], findings }],
});

describe.each(formats)("the report as %s", (format) => {
  it.each([
    ["sample", sample],
    ["incomplete", incomplete],
  ])("is the committed one: %s", (name, report) => {
    expectGolden(join(__dirname, "__golden__", `${name}.${REPORT_EXTENSIONS[format]}`), writeReport(format, report));
  });

  it("does not depend on the order in which an engine showed the resources", () => {
    const reversed = { ...sample, packs: sample.packs.map((pack) => ({ ...pack, findings: [...pack.findings].reverse() })) };
    expect(writeReport(format, reversed)).toBe(writeReport(format, sample));
  });

  it("can be of nothing", () => {
    expect(writeReport(format, { formatVersion: 1, subject: "shop/dev", packs: [] })).toMatch(/\n$/);
  });
});

describe("SARIF", () => {
  interface Result {
    level: string;
    locations: { logicalLocations: { fullyQualifiedName: string }[]; physicalLocation: { artifactLocation: { uri: string } } }[];
    partialFingerprints: Record<string, string>;
  }
  const resultsOf = (report: PolicyReport) =>
    (JSON.parse(writeReport("sarif", report)) as { runs: { results: Result[] }[] }).runs.flatMap((run) => run.results);
  const fingerprintsOf = (...findings: ReturnType<typeof finding>[]) =>
    resultsOf(withFindings(...findings)).map(({ partialFingerprints }) => partialFingerprints["resourceProperty/v1"]);

  it.each([
    ["sample", sample],
    ["incomplete", incomplete],
    ["empty", { formatVersion: 1 as const, subject: "shop/dev", packs: [] }],
  ])("is valid by the schema that OASIS published: %s", (_, report) => {
    expect(violationsOfSchema(JSON.parse(writeReport("sarif", report)))).toEqual([]);
  });

  it("is judged by a schema that does find mistakes", () => {
    const log = JSON.parse(writeReport("sarif", sample)) as { runs: { results: Result[] }[] };
    (log.runs[0]?.results[0] as Result).level = "fatal";
    expect(violationsOfSchema(log)).toEqual([expect.stringMatching(/level should be equal to one of the allowed values/)]);
  });

  it("has the frameworks that rules refer to as taxonomies, and leads from each rule to its controls", () => {
    interface Control {
      id: string;
      index: number;
      toolComponent: { name: string; index: number };
    }
    interface Run {
      tool: { driver: { supportedTaxonomies?: { name: string; index: number }[]; rules: { id: string; relationships?: { target: Control }[] }[] } };
      taxonomies?: { name: string; taxa: { id: string }[] }[];
    }
    const { runs } = JSON.parse(writeReport("sarif", sample)) as { runs: Run[] };
    const controlsOf = ({ tool, taxonomies }: Run) =>
      tool.driver.rules.flatMap(({ id, relationships = [] }) =>
        relationships.map(({ target }) => {
          const taxonomy = taxonomies?.[target.toolComponent.index];
          expect(taxonomy?.name).toBe(target.toolComponent.name);
          expect(taxonomy?.taxa[target.index]?.id).toBe(target.id);
          expect(tool.driver.supportedTaxonomies?.[target.toolComponent.index]?.name).toBe(target.toolComponent.name);
          return `${id}: ${target.toolComponent.name} ${target.id}`;
        }),
      );
    expect(runs.flatMap(controlsOf)).toEqual([
      "cost-required-tags: Example Framework COST-1",
      "sec-no-root: Example Framework POD-1",
      "sec-no-root: Example Framework POD-2",
      "sec-no-root: Common Weakness Enumeration CWE-22",
    ]);
    expect(JSON.parse(writeReport("sarif", withFindings()))).not.toHaveProperty("runs[0].taxonomies");
  });

  it("tags rules with weaknesses as GitHub shows them, and with each other framework once", () => {
    interface Run {
      tool: { driver: { rules: { id: string; properties: { tags?: string[] } }[] } };
    }
    const { runs } = JSON.parse(writeReport("sarif", sample)) as { runs: Run[] };
    const rule = runs.flatMap(({ tool }) => tool.driver.rules).find(({ id }) => id === "sec-no-root");
    expect(rule?.properties.tags).toEqual(["sec", "security", "compliance/example-framework", "external/cwe/cwe-022"]);
  });

  it.each([
    ["mandatory", "low", "error"],
    ["advisory", "critical", "warning"],
    ["advisory", "high", "warning"],
    ["advisory", "medium", "note"],
    ["advisory", undefined, "note"],
  ] as const)("has for a finding that is %s and of severity %s the level %s", (level, severity, expected) => {
    expect(resultsOf(withFindings(finding("a", "logs", { level, severity })))[0]?.level).toBe(expected);
  });

  it("knows a finding again when its message or its line has changed, or an exemption covers it now", () => {
    const exemption = { origin: "resource" as const, reason: "r", owner: "o", expires: "2027-03-31" };
    const [before] = fingerprintsOf(finding("a", "logs", { what: "512 is above 256", path: "memory", source: { file: "index.ts", line: 3 } }));
    expect(fingerprintsOf(finding("a", "logs", { what: "1024 is above 256", path: "memory", source: { file: "index.ts", line: 9 } }))).toEqual([
      before,
    ]);
    expect(fingerprintsOf(finding("a", "logs", { kind: "exempt", path: "memory", exemption }))).toEqual([before]);
  });

  it("tells findings apart by rule, resource, property and, where these are the same, number", () => {
    const all = fingerprintsOf(
      finding("a", "logs"),
      finding("b", "logs"),
      finding("a", "other"),
      finding("a", "logs", { path: "memory" }),
      finding("a", "logs", { what: "and it is big" }),
    );
    expect(new Set(all).size).toBe(5);
  });

  it("names the resource and the property, and stands the project for a line that is not known", () => {
    const [location] = resultsOf(withFindings(finding("a", "logs", { path: "tags.Owner" })))[0]?.locations ?? [];
    expect(location?.logicalLocations.map((one) => one.fullyQualifiedName)).toEqual([
      "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
      "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs#tags.Owner",
    ]);
    expect(location?.physicalLocation.artifactLocation.uri).toBe("Pulumi.yaml");
  });
});

describe("JUnit", () => {
  it("fails by what blocks, and by nothing else", () => {
    const counts = (report: PolicyReport) => /<testsuites [^>]*?( tests=.*?)>/.exec(writeReport("junit", report))?.[1];
    expect(counts(withFindings(finding("a", "logs")))).toBe(' tests="1" failures="1" errors="0" skipped="0"');
    expect(counts(withFindings(finding("a", "logs", { level: "advisory" })))).toBe(' tests="1" failures="0" errors="0" skipped="0"');
    expect(counts(withFindings(finding("a", "logs", { kind: "undetermined", level: "advisory" })))).toBe(
      ' tests="1" failures="0" errors="0" skipped="1"',
    );
    expect(counts(withFindings(finding("a", "logs", { kind: "failure" })))).toBe(' tests="1" failures="0" errors="1" skipped="0"');
    expect(counts(withFindings(finding("a", "logs"), finding("a", "logs", { what: "b" }), finding("a", "c")))).toBe(
      ' tests="2" failures="2" errors="0" skipped="0"',
    );
    expect(counts(withFindings())).toBe(' tests="1" failures="0" errors="0" skipped="0"');
    expect(counts(incomplete)).toBe(' tests="2" failures="0" errors="1" skipped="1"');
  });

  it("has a test for what a rule found that the pack did not tell of", () => {
    expect(writeReport("junit", withFindings(finding("z", "logs")))).toContain('<testcase classname="acme.z" name="aws:s3/bucket:Bucket logs">');
  });

  it("writes no character that XML has not", () => {
    const text = writeReport("junit", withFindings(finding("a", "<&\"'>", { what: "a\u0000b\ud800c\u001b[31m]]>\r\n" })));
    expect(text).toContain(`name="aws:s3/bucket:Bucket &lt;&amp;&quot;'&gt;">`);
    expect(text).toContain('<failure message="a\ufffdb\ufffdc\ufffd[31m]]&gt;&#10;">a\ufffdb\ufffdc\ufffd[31m]]&gt;\n\nurn:');
  });
});

describe("Markdown", () => {
  it("counts what it has no room for", () => {
    const text = writeReport("markdown", withFindings(...Array.from({ length: 53 }, (_, index) => finding("a", `b${index}`))));
    expect(text).toContain("\n… and 3 more\n");
    expect(text).toContain("**53 mandatory violations** · 0 advisory");
  });

  it("lets no text of a program become markup, or call somebody", () => {
    const text = writeReport("markdown", withFindings(finding("a", "x`|y", { what: "<img src=x> | **bold** @team [a](b)\nnext" })));
    expect(text).toContain("| `` x`\\|y ``<br>aws:s3/bucket:Bucket | &lt;img src=x> \\| \\*\\*bold\\*\\* &#64;team \\[a\\](b)<br>next |");
  });
});

interface Ajv {
  addMetaSchema(schema: object): void;
  compile(schema: object): ((value: unknown) => boolean) & { errors?: { dataPath: string; message: string }[] };
}

/** By the validator that came with the schema, which is of an older draft of JSON schema than others know. */
function violationsOfSchema(log: unknown): string[] {
  const load = createRequire(require.resolve("@microsoft/jest-sarif/package.json"));
  const ajv = new (load("ajv") as new (options: object) => Ajv)({ schemaId: "auto", allErrors: true });
  ajv.addMetaSchema(load("ajv/lib/refs/json-schema-draft-04.json") as object);
  const validate = ajv.compile(load("./lib/schemas/sarif-2.1.0-rtm.5.json") as object);
  return validate(log) ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}
