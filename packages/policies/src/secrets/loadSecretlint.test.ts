import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration } from "../kernel/configuration";
import { detectors } from "./detectors";
import { loadSecretlint } from "./loadSecretlint";

jest.mock("node:module", () => jest.requireActual<object>("../../test-support/nodeModule"));

const PACKAGE = "@secretlint/secretlint-rule-preset-recommend";
const INSTALL = `run \`npm install --save-dev ${PACKAGE}@12\` in the project`;

describe("where secretlint comes from", () => {
  let projects: string;
  beforeEach(() => (projects = mkdtempSync(join(tmpdir(), "firmament-secretlint-"))));
  afterEach(() => rmSync(projects, { recursive: true, force: true }));

  /** A project with a package of that name, and what is in it. */
  function project(name: string, version: string, source: string): string {
    const folder = join(projects, name, "node_modules", PACKAGE);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: PACKAGE, version, type: "module", main: "index.js" }));
    writeFileSync(join(folder, "index.js"), source);
    return join(projects, name);
  }
  const rules = (file: string) => `export const creator = { rules: [{
    meta: { id: "@secretlint/secretlint-rule-demo" },
    create: (context) => ({ file(source) { const t = context.createTranslator({}); ${file} } }),
  }] };`;
  const FINDS = rules(
    `for (const { 0: text, index } of source.content.matchAll(/ghp_\\w+/g)) context.report({ message: t("DEMO", { KEY: text }), range: [index, index + text.length] });`,
  );

  it("is the first place that has one that works", () => {
    const old = project("old", "9.3.4", FINDS);
    const right = project("right", "12.0.0", FINDS);
    const found = loadSecretlint([old, right]);
    expect(found.problem).toBeUndefined();
    expect(found.detector?.detect([`ghp_${"q7Rk2vXw9LmTz4HbN5cY"}`])[0]?.map(({ kind }) => kind)).toEqual(["secretlint demo/DEMO"]);
    expect(loadSecretlint([project("next", "13.0.7", FINDS)]).problem).toBeUndefined();
  });

  it("is said to be missing for the first reason", () => {
    const places = [project("old", "9.3.4", FINDS), project("broken", "12.0.0", "export const")];
    expect(loadSecretlint(places)).toEqual({ problem: `secretlint's ${PACKAGE} is 9.3.4; ${INSTALL}` });
  });

  it.each([
    ["of another major version", "14.0.0", FINDS, `is 14.0.0; ${INSTALL}`],
    ["broken", "12.0.0", "export const creator = {", "12.0.0 can't be used: SyntaxError"],
    ["without rules", "12.0.0", "export const creator = {};", "12.0.0 can't be used: TypeError"],
    ["of rules that find nothing", "12.0.0", rules(""), "12.0.0 can't be used: it does not find a token that is put before it"],
    [
      "of rules that answer later",
      "12.0.0",
      rules("return Promise.reject(new Error());"),
      "12.0.0 can't be used: its rule demo does not answer at once",
    ],
  ])("is not used where it is %s", (name, version, source, problem) => {
    expect(loadSecretlint([project(name, version, source)])).toEqual({ problem: `secretlint's ${PACKAGE} ${problem}` });
  });
});

describe("the option `detectors`", () => {
  const problem = `secretlint's rules are not installed; ${INSTALL}`;
  const find = jest.fn(() => ({ problem }));
  const read = (given: Record<string, unknown>) => readConfiguration({ detectors: detectors(find) }, given);
  beforeEach(() => find.mockClear());

  it("looks for secretlint only where it is asked for", () => {
    expect(read({}).values.detectors).toEqual(["builtin"]);
    expect(read({ detectors: ["builtin"] }).problems).toEqual([]);
    expect(find).not.toHaveBeenCalled();
  });

  it("has the builtin detector alone, and says why, where secretlint can't be had", () => {
    expect(read({ detectors: ["builtin", "secretlint"] })).toMatchObject({ values: { detectors: ["builtin"] }, problems: [`detectors: ${problem}`] });
  });

  it.each([[["secretlint"]], [[]], [["builtin", "gitleaks"]], ["secretlint"]])("is not %j", (given) => {
    const { values, problems } = read({ detectors: given });
    expect(values.detectors).toEqual(["builtin"]);
    expect(problems).toEqual([`detectors must be a list of builtin and, if wanted, secretlint; ${JSON.stringify(given)} is not`]);
  });
});
