import * as path from "node:path";
import { PreviewError } from "../result/errors";
import { type ProjectOptions, loadProject } from "./loadProject";
import { tree } from "./tree.fixtures";

const SHOP = "name: shop\nruntime: nodejs\n";
const noEnvironment: ProjectOptions = { env: {} };

function failure(load: () => unknown): { code: string; message: string; hint?: string } {
  try {
    load();
  } catch (error) {
    if (error instanceof PreviewError) {
      return { code: error.code, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
    }
    throw error;
  }
  throw new Error("it loaded");
}

describe("the project file", () => {
  it("is found in the directory or in the nearest one above it", () => {
    const root = tree({ "Pulumi.yaml": "name: outer\nruntime: nodejs\n", "inner/Pulumi.yml": SHOP, "inner/src/deep/index.ts": "" });
    expect(loadProject(path.join(root, "inner/src/deep"), noEnvironment)).toMatchObject({ name: "shop", directory: path.join(root, "inner") });
    expect(loadProject(root, noEnvironment).name).toBe("outer");
  });

  it("may be JSON, which goes before YAML", () => {
    const root = tree({
      "Pulumi.json": '{ "name": "json", "runtime": "nodejs" }',
      "Pulumi.yaml": SHOP,
      "Pulumi.test.json": '{ "config": { "json:size": 3 } }',
    });
    expect(loadProject(root, noEnvironment)).toMatchObject({ name: "json", stack: "test", config: { "json:size": "3" } });
  });

  it("is missed with the directory that was searched", () => {
    const root = tree({ "index.ts": "" });
    expect(failure(() => loadProject(root, noEnvironment))).toEqual({
      code: "no-project",
      message: `there is no Pulumi.yaml in ${root} or in a directory above it`,
      hint: "name the directory of a Pulumi project; pulumi new typescript makes one",
    });
    expect(failure(() => loadProject(path.join(root, "nowhere"), noEnvironment)).message).toBe(`${path.join(root, "nowhere")} does not exist`);
  });

  it("gives everything that a run needs, with the CLI's defaults", () => {
    const root = tree({ "Pulumi.yaml": `\uFEFF${SHOP}description: A shop\n` });
    expect(loadProject(root, noEnvironment)).toEqual({
      name: "shop",
      directory: root,
      programDirectory: root,
      entryPoint: ".",
      stack: "dev",
      organization: "organization",
      config: {},
      secretKeys: [],
      coverageGaps: [],
      runtime: { typescript: true, nodeargs: [] },
      tags: { "pulumi:project": "shop", "pulumi:runtime": "nodejs", "pulumi:description": "A shop" },
      fixturesFile: path.join(root, "firmament.fixtures.yaml"),
    });
  });

  it("takes the runtime's options", () => {
    const root = tree({
      "Pulumi.yaml":
        "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n    tsconfig: conf/tsconfig.json\n    nodeargs: --max-old-space-size=8192 --title 'a b'\n    packagemanager: pnpm\n",
    });
    expect(loadProject(root, noEnvironment).runtime).toEqual({
      typescript: false,
      tsconfig: "conf/tsconfig.json",
      nodeargs: ["--max-old-space-size=8192", "--title", "a b"],
      packagemanager: "pnpm",
    });
  });

  it.each(["python", "bun", "yaml"])("is refused for the runtime %s", (runtime) => {
    const root = tree({ "Pulumi.yaml": `name: shop\nruntime: ${runtime}\n` });
    expect(failure(() => loadProject(root, noEnvironment))).toEqual({
      code: "not-node",
      message: `${root}/Pulumi.yaml: the runtime is "${runtime}"; only nodejs programs can be previewed offline`,
      hint: "preview this project with the stock CLI: pulumi preview",
    });
  });

  it("is refused without a runtime", () => {
    const root = tree({ "Pulumi.yaml": "name: shop\n" });
    expect(failure(() => loadProject(root, noEnvironment)).hint).toBe("add the line runtime: nodejs");
  });

  it("is refused with every problem at once", () => {
    const root = tree({
      "Pulumi.yaml": `
main: 12
runtime: { name: nodejs, options: { typescript: "no", nodeargs: "--title 'a", packagemanager: cargo } }
config:
  a: { type: int }
  b: { type: array }
  c: { type: array, items: { type: array } }
  d: { type: integer, default: many }
  e: { default: 1, value: 2 }
  f: { kind: string }
  g: 1.5
  h: { secret: maybe }
  aws:region: { type: string, default: eu-west-1 }
  aws:profile: { secret: true }
  "x:y:z": 1
`,
    });
    expect(failure(() => loadProject(root, noEnvironment))).toEqual({
      code: "bad-project",
      message: [
        `${root}/Pulumi.yaml: 17 problems`,
        '  runtime.options.typescript: "no" is not true or false',
        '  runtime.options.nodeargs: "--title \'a" is not a line of arguments',
        '  runtime.options.packagemanager: "cargo" is not auto, npm, pnpm, yarn or bun',
        "  name: is missing",
        "  main: 12 is not text; put it in quotes",
        '  config.a.type: "int" is not string, integer, boolean, array or object',
        "  config.b.items: is missing; an array needs the type of its items",
        "  config.c.items.items: is missing; an array needs the type of its items",
        '  config.d.default: "many" is not of the declared type integer',
        "  config.e: has both a default and a value; keep one of them",
        "  config.f.kind: is not an attribute of a declaration, which are type, items, description, secret, default and value",
        "  config.g: 1.5 is neither text, an integer, a boolean, a list nor a declaration",
        '  config.h.secret: "maybe" is not true or false',
        "  config.aws:region.type: can only be declared for the project's own keys",
        "  config.aws:region.default: can only be declared for the project's own keys; call it value",
        "  config.aws:profile: needs a value, since it is not one of the project's own keys",
        "  config.x:y:z: is not a configuration key, which is of the form key or namespace:key",
      ].join("\n"),
    });
  });

  it.each([
    ["", "holds nothing"],
    ["- a\n", "holds no object"],
  ])("is refused when it is %j", (text, problem) => {
    const root = tree({ "Pulumi.yaml": text });
    expect(failure(() => loadProject(root, noEnvironment))).toMatchObject({ code: "bad-project", message: `${root}/Pulumi.yaml ${problem}` });
  });
});

describe("main", () => {
  const files = { "app/index.ts": "", "app/tool/run.ts": "", "app/package.json": "{}" };

  it.each([
    ["app", "app", "."],
    ["./app/", "app", "."],
    ["app/index.ts", "app", "index.ts"],
    ["app/tool/run.ts", "app/tool", "run.ts"],
  ])("%s runs in %s as %s", (main, directory, entryPoint) => {
    const root = tree({ ...files, "Pulumi.yaml": `${SHOP}main: ${main}\n` });
    expect(loadProject(root, noEnvironment)).toMatchObject({ programDirectory: path.join(root, directory), entryPoint });
  });

  it("may be absolute, and above the project", () => {
    const root = tree({ ...files, "infra/Pulumi.yaml": `${SHOP}main: ../app/index.ts\n` });
    expect(loadProject(path.join(root, "infra"), noEnvironment)).toMatchObject({
      directory: path.join(root, "infra"),
      programDirectory: path.join(root, "app"),
    });
    const absolute = tree({ "Pulumi.yaml": `${SHOP}main: ${root}/app\n` });
    expect(loadProject(absolute, noEnvironment).programDirectory).toBe(path.join(root, "app"));
  });

  it("that does not exist is an error that says where it was looked for", () => {
    const root = tree({ "Pulumi.yaml": `${SHOP}main: bin/\n` });
    expect(failure(() => loadProject(root, noEnvironment))).toEqual({
      code: "bad-project",
      message: `main: "bin/" in Pulumi.yaml does not exist (${root}/bin)`,
      hint: "build the program first, or correct main",
    });
  });
});

describe("the stack", () => {
  const stacks = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [`Pulumi.${name}.yaml`, "config: {}\n"]));

  it("is the given one, else PULUMI_STACK, else the only one that has a file, else dev", () => {
    const two = tree({ "Pulumi.yaml": SHOP, ...stacks("dev", "production") });
    expect(loadProject(two, { stack: "production", env: { PULUMI_STACK: "dev" } }).stack).toBe("production");
    expect(loadProject(two, { env: { PULUMI_STACK: "dev" } }).stack).toBe("dev");
    expect(loadProject(tree({ "Pulumi.yaml": SHOP, ...stacks("production") }), noEnvironment).stack).toBe("production");
    expect(loadProject(tree({ "Pulumi.yaml": SHOP }), noEnvironment).stack).toBe("dev");
    expect(loadProject(tree({ "Pulumi.yaml": SHOP }), { ...noEnvironment, stack: "new" }).stack).toBe("new");
  });

  it("has to be chosen where there are several", () => {
    const root = tree({ "Pulumi.yaml": SHOP, ...stacks("staging", "dev", "production") });
    expect(failure(() => loadProject(root, noEnvironment))).toEqual({
      code: "no-stack",
      message: "shop has 3 stacks: dev, production and staging",
      hint: "choose one: --stack dev",
    });
  });

  it("has to have a file where others do", () => {
    const root = tree({ "Pulumi.yaml": SHOP, ...stacks("dev", "production") });
    expect(failure(() => loadProject(root, { ...noEnvironment, stack: "prod" }))).toEqual({
      code: "no-stack",
      message: 'stack "prod" has no Pulumi.prod.yaml; shop has the stacks dev and production',
      hint: `choose one of them with --stack, or make the file ${root}/Pulumi.prod.yaml`,
    });
    expect(failure(() => loadProject(root, { env: { PULUMI_STACK: "prod" } })).message).toBe(
      'stack "prod" (from PULUMI_STACK) has no Pulumi.prod.yaml; shop has the stacks dev and production',
    );
  });

  it.each([
    ["dev", "organization"],
    ["acme/dev", "acme"],
    ["acme/shop/dev", "acme"],
  ])("%s is of the organization %s", (stack, organization) => {
    const root = tree({ "Pulumi.yaml": SHOP, ...stacks("dev") });
    expect(loadProject(root, { ...noEnvironment, stack })).toMatchObject({ stack: "dev", organization });
    expect(loadProject(root, { ...noEnvironment, stack, organization: "given" }).organization).toBe("given");
  });

  it("of another project, or with a name that is none, is refused", () => {
    const root = tree({ "Pulumi.yaml": SHOP });
    expect(failure(() => loadProject(root, { ...noEnvironment, stack: "acme/store/dev" }))).toEqual({
      code: "no-stack",
      message: 'stack "acme/store/dev" is one of project "store", but this is project "shop"',
      hint: "name it acme/shop/dev, or just dev",
    });
    expect(failure(() => loadProject(root, { ...noEnvironment, stack: "a b" })).message).toBe('"a b" is not a stack\'s name');
  });

  it.each(["stackConfigDir: stacks", "config: stacks"])("has its file in the directory of %s", (line) => {
    const root = tree({ "Pulumi.yaml": `${SHOP}${line}\n`, "stacks/Pulumi.qa.yaml": "config:\n  size: 2\n" });
    expect(loadProject(root, noEnvironment)).toMatchObject({ stack: "qa", config: { "shop:size": "2" } });
  });

  it("has a file with the extension of the project's", () => {
    const root = tree({ "Pulumi.yml": SHOP, "Pulumi.a.yaml": "", "Pulumi.b.yml": "" });
    expect(loadProject(root, noEnvironment).stack).toBe("b");
  });

  it("may have its file anywhere", () => {
    const root = tree({
      "Pulumi.yaml": SHOP,
      "Pulumi.dev.yaml": "",
      "elsewhere/Pulumi.qa.yaml": "config:\n  size: 2\n",
      "elsewhere/settings.yaml": "",
    });
    expect(loadProject(root, { ...noEnvironment, configFile: path.join(root, "elsewhere/Pulumi.qa.yaml") })).toMatchObject({
      stack: "qa",
      config: { "shop:size": "2" },
    });
    expect(loadProject(root, { ...noEnvironment, configFile: path.join(root, "elsewhere/settings.yaml"), stack: "acme/new" })).toMatchObject({
      stack: "new",
      organization: "acme",
    });
    expect(failure(() => loadProject(root, { ...noEnvironment, configFile: path.join(root, "gone.yaml") }))).toMatchObject({
      code: "bad-project",
      message: `the stack's configuration file ${root}/gone.yaml does not exist`,
    });
  });

  it("carries the tags that its configuration gives it", () => {
    const root = tree({ "Pulumi.yaml": SHOP, "Pulumi.dev.yaml": "config:\n  pulumi:tags:\n    team: web\n" });
    expect(loadProject(root, noEnvironment).tags).toEqual({ "pulumi:project": "shop", "pulumi:runtime": "nodejs", team: "web" });
    const bad = tree({ "Pulumi.yaml": SHOP, "Pulumi.dev.yaml": "config:\n  pulumi:tags: [web]\n" });
    expect(failure(() => loadProject(bad, noEnvironment))).toMatchObject({
      code: "bad-config",
      message: 'pulumi:tags: "[\\"web\\"]" is not an object of strings',
    });
  });
});
