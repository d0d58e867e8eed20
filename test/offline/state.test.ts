import * as path from "node:path";
import { type ExportedState, exportState, preview } from "../../packages/offline";
import { expectGolden } from "../support/golden";
import { integrityProblems } from "../support/integrity";
import { copyOfProgram } from "../support/programs";

// The state that a preview can be written as, which other tools read. programs.test.ts checks that of every program.

jest.setTimeout(120_000);

const golden = path.resolve(__dirname, "..", "programs", "__golden__");

test("a state has all that a tool needs to judge it", async () => {
  const result = await preview({ directory: copyOfProgram("compiled") });
  expect(result.errors).toEqual([]);
  expectGolden(path.join(golden, "compiled.state.json"), `${JSON.stringify(exportState(result), undefined, 2)}\n`);
});

describe("the check itself", () => {
  const resource = {
    urn: "urn:pulumi:dev::a::aws:s3/bucket:Bucket::b",
    type: "aws:s3/bucket:Bucket",
    custom: true,
    id: "b",
    inputs: {},
    outputs: {},
  };
  const state = (...resources: ExportedState["deployment"]["resources"]): ExportedState => ({
    version: 3,
    deployment: { manifest: { time: "0001-01-01T00:00:00Z", magic: "", version: "" }, resources },
  });

  test("takes what is right", () => {
    expect(integrityProblems(state(resource))).toEqual([]);
  });

  test.each([
    [{ parent: "urn:x" }, "has the parent urn:x, which does not come before it"],
    [{ dependencies: ["urn:x"] }, "has the dependency 0 urn:x, which does not come before it"],
    [{ propertyDependencies: { key: ["urn:x"] } }, "has the dependency of key urn:x, which does not come before it"],
    [{ deletedWith: resource.urn }, `has the deletedWith ${resource.urn}, which does not come before it`],
    [{ provider: "urn:p::id" }, "refers to the unknown provider urn:p::id"],
    [{ custom: false }, "is a component and has an id"],
  ])("finds %j", (wrong, problem) => {
    expect(integrityProblems(state({ ...resource, ...wrong }))).toEqual([`${resource.urn} ${problem}`]);
  });

  test("finds what is there twice", () => {
    expect(integrityProblems(state(resource, resource))).toEqual([`${resource.urn} is there twice`]);
  });
});
