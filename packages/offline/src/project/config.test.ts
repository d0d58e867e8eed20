import * as fc from "fast-check";
import * as path from "node:path";
import type { PreviewError } from "../result/errors";
import { type ProjectOptions, loadProject } from "./loadProject";
import { explainMissingConfig } from "./missingConfig";
import type { Project } from "./project";
import { shellWords } from "./shellWords";
import { tree } from "./tree.fixtures";

interface Case extends ProjectOptions {
  project?: string;
  stackFile?: string;
}

function load({ project = "", stackFile = "", ...options }: Case): Project {
  const root = tree({ "Pulumi.yaml": `name: shop\nruntime: nodejs\n${project}`, "Pulumi.dev.yaml": stackFile });
  return loadProject(root, { env: {}, ...options });
}

function failure(wrong: Case): PreviewError {
  try {
    load(wrong);
  } catch (error) {
    return error as PreviewError;
  }
  throw new Error("it loaded");
}

describe("values", () => {
  it("are the text of scalars, and the JSON that the CLI writes for lists and objects", () => {
    const stackFile = `
config:
  region: eu-west-1
  replicas: 3
  debug: true
  empty:
  ratio: 0.50
  account: "012345678901"
  aws:profile: dev
  old:config:key: value
  zones: [b, a]
  limits: { memory: 2Gi, cpu: { max: 2, hint: "<1 & 2>" }, none: null, big: 123456789012345678 }
`;
    expect(load({ stackFile })).toMatchObject({
      config: {
        "aws:profile": "dev",
        "old:key": "value",
        "shop:account": "012345678901",
        "shop:debug": "true",
        "shop:empty": "",
        "shop:limits": '{"big":123456789012345678,"cpu":{"hint":"\\u003c1 \\u0026 2\\u003e","max":2},"memory":"2Gi","none":null}',
        "shop:ratio": "0.5",
        "shop:region": "eu-west-1",
        "shop:replicas": "3",
        "shop:zones": '["b","a"]',
      },
      secretKeys: [],
    });
  });

  it("come from overrides before the stack's file before Pulumi.yaml", () => {
    const project = `
config:
  a: from project
  b: from project
  c: { default: from project }
  d: { type: integer, value: 4 }
  aws:region: eu-west-1
  aws:defaultTags: { value: { tags: { team: web } } }
`;
    const stackFile = "config:\n  b: from stack\n  shop:c: from stack\n";
    expect(load({ project, stackFile, config: { c: "from override", "aws:region": "us-east-1" } }).config).toEqual({
      "aws:defaultTags": '{"tags":{"team":"web"}}',
      "aws:region": "us-east-1",
      "shop:a": "from project",
      "shop:b": "from stack",
      "shop:c": "from override",
      "shop:d": "4",
    });
  });

  it("are sorted by key, whatever their order", () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 8 });
    fc.assert(
      fc.property(keys, (names) => {
        const { config } = load({ config: Object.fromEntries(names.map((name) => [name, "x"])) });
        expect(Object.keys(config)).toEqual(names.map((name) => `shop:${name}`).sort());
      }),
      { numRuns: 20 },
    );
  });

  it.each(["a:b:c", "", ":a", "a:"])("are refused under the key %j", (key) => {
    expect(failure({ config: { [key]: "x" } })).toMatchObject({
      code: "bad-config",
      message: `${JSON.stringify(key)} is not a configuration key`,
      hint: "write key=value or namespace:key=value",
    });
  });

  it("are refused where the file has no table of them", () => {
    expect(failure({ stackFile: "config: [a]\n" })).toMatchObject({
      code: "bad-project",
      message: expect.stringMatching(/Pulumi\.dev\.yaml: config: \["a"\] is not a table/) as string,
    });
    expect(failure({ stackFile: "config:\n  a:b:c: 1\n" }).message).toMatch(
      /Pulumi\.dev\.yaml: config\.a:b:c: is not a configuration key, which is of the form key or namespace:key$/,
    );
  });
});

describe("declared types", () => {
  const declare = (type: string): string => `config:\n  value: ${type}\n`;

  it.each([
    ["{ type: string }", "1"],
    ["{ type: integer }", '"12"'],
    ["{ type: integer }", "-12"],
    ["{ type: boolean }", "true"],
    ["{ type: boolean }", '"false"'],
    ["{ type: object }", "{ a: 1 }"],
    ["{ type: array, items: { type: integer } }", "[1, 2]"],
    ["{ type: array, items: { type: array, items: { type: string } } }", "[[a], []]"],
  ])("%s takes %s", (type, value) => {
    expect(() => load({ project: declare(type), stackFile: `config:\n  value: ${value}\n` })).not.toThrow();
  });

  it.each([
    ["{ type: integer }", "many", '"many"', "integer"],
    ["{ type: integer }", "1.5", '"1.5"', "integer"],
    ["{ type: boolean }", "yes", '"yes"', "boolean"],
    ["{ type: string }", "[a]", '["a"]', "string"],
    ["{ type: object }", "[a]", '["a"]', "object"],
    ["{ type: array, items: { type: string } }", "a", '"a"', "array<string>"],
    ["{ type: array, items: { type: array, items: { type: integer } } }", "[[1], [x]]", '[[1],["x"]]', "array<array<integer>>"],
  ])("%s refuses %s", (type, value, shown, name) => {
    expect(failure({ project: declare(type), stackFile: `config:\n  value: ${value}\n` })).toMatchObject({
      code: "bad-config",
      message: `stack "dev" of shop: shop:value: ${shown} (Pulumi.dev.yaml) is not of the declared type ${name}`,
    });
  });

  it("take a list or an object from an override as JSON", () => {
    const project = declare("{ type: array, items: { type: string } }");
    expect(load({ project, config: { value: '["a"]' } }).config).toEqual({ "shop:value": '["a"]' });
    expect(failure({ project, config: { value: "a" } }).message).toBe(
      'stack "dev" of shop: shop:value: "a" (override) is not of the declared type array<string>',
    );
  });

  it("without a default and without a value are one error, which names the flags to pass", () => {
    const project =
      "config:\n  replicas: { type: integer }\n  dbPassword: { type: string, secret: true }\n  note: { description: free }\n  size: { default: 1 }\n";
    expect(failure({ project })).toMatchObject({
      code: "bad-config",
      message: [
        'stack "dev" of shop: 3 problems',
        "  shop:dbPassword (string, secret): has no value, and Pulumi.yaml declares it without one",
        "  shop:note: has no value, and Pulumi.yaml declares it without one",
        "  shop:replicas (integer): has no value, and Pulumi.yaml declares it without one",
      ].join("\n"),
      hint: "pass --secret shop:dbPassword=… --config shop:note=… --config shop:replicas=…, or set them in Pulumi.dev.yaml",
    });
    expect(load({ project, secretConfig: { dbPassword: "x" }, config: { note: "", replicas: "2" } }).secretKeys).toEqual(["shop:dbPassword"]);
  });
});

describe("secrets", () => {
  // Encrypted by Pulumi's own Go code: passphrase "correct horse", salt "firmamen".
  const salt = "encryptionsalt: v1:ZmlybWFtZW4=:v1:Lqcfx9slKqS8273w:YaBdeIgr2gyS7AcT1vz6ldwe7ctciA==\n";
  const password = "v1:ib1iMNyhB+t+4wdc:vebYpR2LBr620nOFmIbWgbN8lHAn0Zmi03dsm2OPFQ=="; // hunter2-hunter2
  const nested = "v1:xvei5g2qYyHqcUvq:w/3FkPMi9mTKBk5a1kx0vU/+15rMCO9ELQ=="; // né"sted and a line feed
  const number = "v1:pPCZ9XHVAUf3fiYL:qIGe14OoHxLS4bOlHjtfFMpSRvA="; // 5432
  const values = `config:\n  password: { secure: ${password} }\n  list: [{ secure: ${nested} }, { deep: { secure: ${number} } }, { secure: 1, other: 2 }]\n  plain: text\n`;
  const passphrase = { PULUMI_CONFIG_PASSPHRASE: "correct horse" };

  it("are decrypted with the passphrase of the environment, at any depth", () => {
    expect(load({ stackFile: salt + values, env: passphrase })).toMatchObject({
      config: { "shop:password": "hunter2-hunter2", "shop:list": '["né\\"sted\\n",{"deep":"5432"},{"other":2,"secure":1}]', "shop:plain": "text" },
      secretKeys: ["shop:list", "shop:password"],
      coverageGaps: [],
    });
  });

  it("are decrypted with the passphrase of a file, which PULUMI_CONFIG_PASSPHRASE goes before", () => {
    const file = path.join(tree({ secret: "correct horse\n" }), "secret");
    expect(load({ stackFile: salt + values, env: { PULUMI_CONFIG_PASSPHRASE_FILE: file } }).config["shop:password"]).toBe("hunter2-hunter2");
    expect(failure({ stackFile: salt + values, env: { PULUMI_CONFIG_PASSPHRASE_FILE: file, PULUMI_CONFIG_PASSPHRASE: "" } }).message).toBe(
      'incorrect passphrase for stack "dev"',
    );
    expect(failure({ stackFile: salt + values, env: { PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere" } })).toMatchObject({
      code: "bad-config",
      message: "PULUMI_CONFIG_PASSPHRASE_FILE can't be read: ENOENT: no such file or directory, open '/nowhere'",
    });
  });

  it("are placeholders, and coverage gaps, where there is no passphrase", () => {
    const project = load({ stackFile: salt + values });
    expect(project.config).toMatchObject({
      "shop:password": "[secret shop:password]",
      "shop:list": '["[secret shop:list]",{"deep":"[secret shop:list]"},{"other":2,"secure":1}]',
    });
    expect(project.secretKeys).toEqual(["shop:list", "shop:password"]);
    expect(project.coverageGaps).toEqual(
      ["list", "password"].map((key) => ({
        kind: "secret-config",
        message: `shop:${key} in Pulumi.dev.yaml is encrypted, and a placeholder stands for it: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to decrypt it`,
      })),
    );
  });

  it.each([
    ["", "Pulumi Cloud"],
    ["secretsprovider: awskms://alias/firmament?region=eu-west-1\n", "awskms"],
  ])("of another secrets provider (%j) are placeholders even with a passphrase", (provider, keeper) => {
    const project = load({
      stackFile: `${provider}config:\n  port: { secure: AAABAFVw }\n`,
      project: "config:\n  port: { type: integer, secret: true }\n",
      env: passphrase,
    });
    expect(project.config).toEqual({ "shop:port": "[secret shop:port]" });
    expect(project.coverageGaps.map(({ message }) => message)).toEqual([
      `shop:port in Pulumi.dev.yaml is encrypted, and a placeholder stands for it: it is kept by ${keeper}; pass --secret shop:port=… for a value`,
    ]);
  });

  it("need the right passphrase, and a value made with it", () => {
    expect(failure({ stackFile: salt + values, env: { PULUMI_CONFIG_PASSPHRASE: "wrong" } })).toMatchObject({
      code: "bad-config",
      message: 'incorrect passphrase for stack "dev"',
      hint: "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one; without either, placeholders stand for the secrets",
    });
    for (const broken of ["v1:ib1iMNyhB+t+4wdc:webYpR2LBr620nOFmIbWgbN8lHAn0Zmi03dsm2OPFQ==", "v2:a:b", "AAAA", "v1:AAAA:AAAA"]) {
      const { code, message } = failure({ stackFile: `${salt}config:\n  password: { secure: "${broken}" }\n`, env: passphrase });
      expect({ code, message: message.replace(/^.*\//, "") }).toEqual({
        code: "bad-config",
        message: "Pulumi.dev.yaml: shop:password can't be decrypted with this stack's passphrase",
      });
    }
  });

  it("take no time where nothing is encrypted: a wrong passphrase is not noticed", () => {
    expect(load({ stackFile: `${salt}config:\n  plain: text\n`, env: { PULUMI_CONFIG_PASSPHRASE: "wrong" } }).config).toEqual({
      "shop:plain": "text",
    });
  });

  it("stay secret when they are overridden, and an override can make a value one", () => {
    const project = load({
      stackFile: salt + values,
      project: "config:\n  token: { type: string, secret: true }\n",
      config: { password: "a", token: "b", open: "c" },
      secretConfig: { plain: "d", list: "e" },
    });
    expect(project.secretKeys).toEqual(["shop:list", "shop:password", "shop:plain", "shop:token"]);
    expect(project.coverageGaps).toEqual([]);
  });

  it("that are declared must be encrypted, and are never printed", () => {
    const project = "config:\n  token: { type: integer, secret: true }\n";
    expect(failure({ project, stackFile: "config:\n  token: hunter2\n" })).toMatchObject({
      code: "bad-config",
      message:
        'stack "dev" of shop: shop:token: is declared secret, but Pulumi.dev.yaml has it in plain text; encrypt it: pulumi config set --secret shop:token',
    });
    expect(failure({ project: project.replace("true", "true, default: 5") }).message).toMatch(
      /is declared secret, but Pulumi\.yaml has it in plain text/,
    );
    expect(failure({ project, secretConfig: { token: "hunter2" } }).message).toBe(
      'stack "dev" of shop: shop:token: its secret value (override) is not of the declared type integer',
    );
    expect(failure({ project, stackFile: `${salt}config:\n  token: { secure: ${password} }\n`, env: passphrase }).message).toBe(
      'stack "dev" of shop: shop:token: its secret value (Pulumi.dev.yaml) is not of the declared type integer',
    );
    expect(load({ project, stackFile: `${salt}config:\n  token: { secure: ${number} }\n`, env: passphrase }).config).toEqual({
      "shop:token": "5432",
    });
  });

  it("without a type are secret by their declaration alone", () => {
    expect(load({ project: "config:\n  token: { secret: true, default: x }\n" })).toMatchObject({
      config: { "shop:token": "x" },
      secretKeys: ["shop:token"],
    });
  });
});

describe("ESC environments", () => {
  const message = (names: string): string =>
    `Pulumi.dev.yaml takes configuration from Pulumi ESC (${names}), which can't be read offline: pass what the program needs with --config`;

  it.each([
    ["[shop/dev, aws]", "shop/dev and aws"],
    ["{ imports: [shop/dev, { aws: { merge: false } }], values: { pulumiConfig: { a: 1 } } }", "shop/dev, aws and its own values"],
  ])("%s are a coverage gap", (environment, names) => {
    expect(load({ stackFile: `environment: ${environment}\n` }).coverageGaps).toEqual([{ kind: "environment", message: message(names) }]);
  });

  it("are no gap when there are none, and part of the hint when a value is missing", () => {
    expect(load({ stackFile: "environment: []\n" }).coverageGaps).toEqual([]);
    expect(failure({ project: "config:\n  a: { type: string }\n", stackFile: "environment: [shop/dev]\n" }).hint).toBe(
      "pass --config shop:a=…, or set it in Pulumi.dev.yaml; what Pulumi ESC would give is not known offline",
    );
  });
});

describe("a program that lacks a configuration value", () => {
  const lacks = (key: string, secret = ""): string =>
    `error: Missing required configuration variable '${key}'\n\tplease set a value using the command \`pulumi config set ${secret}${key} <value>\``;

  it("is told the flags to pass, each once", () => {
    const message = [lacks("shop:size"), lacks("shop:dbPassword", "--secret "), lacks("shop:size"), lacks("aws:region")].join("\n\n");
    expect(explainMissingConfig(message, { coverageGaps: [] })).toBe("pass --config aws:region=… --secret shop:dbPassword=… --config shop:size=…");
    expect(explainMissingConfig(lacks("shop:size"), { coverageGaps: [{ kind: "environment", message: "" }] })).toBe(
      "pass --config shop:size=…; what Pulumi ESC would give is not known offline",
    );
  });

  it("is told nothing when it failed for another reason", () => {
    expect(explainMissingConfig("error: boom", { coverageGaps: [] })).toBeUndefined();
  });
});

it.each([
  ["", []],
  ["  a\tb ", ["a", "b"]],
  [`--x="a b" 'c "d' e\\ f "g\\"h\\i" ''`, ["--x=a b", 'c "d', "e f", 'g"h\\i', ""]],
  ["'open", undefined],
])("splits the arguments %j as a shell does", (text, words) => {
  expect(shellWords(text)).toEqual(words);
});
