import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { policyPackDirectory, type PreviewArguments, previewOptions } from "./arguments";

const own = { names: ["cost", "secrets", "slo"], path: (name: string) => `/packs/${name}` };

function args(overrides: Partial<PreviewArguments> = {}): PreviewArguments {
  return {
    policyPack: [],
    policyPackConfig: [],
    config: [],
    secret: [],
    outputs: "simulated",
    format: "pretty",
    expand: false,
    stockLoaders: false,
    ...overrides,
  };
}

/** What went wrong, and the hint. */
function refusal(overrides: Partial<PreviewArguments>): [string, string | undefined] {
  try {
    previewOptions(".", args(overrides), own);
  } catch (error) {
    const { message, hint } = error as { message: string; hint?: string };
    return [message, hint];
  }
  throw new Error("it was accepted");
}

describe("previewOptions", () => {
  test("asks for the directory, and for nothing that was not said", () => {
    expect(previewOptions("infra", args(), own)).toEqual({
      directory: path.resolve("infra"),
      config: {},
      secretConfig: {},
      policyPacks: [],
      outputs: "simulated",
      stockLoaders: false,
    });
  });

  test("takes configuration as key=value, with namespaces, empty values and more signs of equality", () => {
    expect(
      previewOptions(".", args({ stack: "production", config: ["aws:region=eu-west-1", "empty=", "filter=a=b"], secret: ["db:password=p=q"] }), own),
    ).toMatchObject({
      stack: "production",
      config: { "aws:region": "eu-west-1", empty: "", filter: "a=b" },
      secretConfig: { "db:password": "p=q" },
    });
  });

  test("refuses configuration without a key or a value", () => {
    expect(refusal({ config: ["region"] })).toEqual(["--config region: not of the form key=value", "for example: --config aws:region=eu-west-1"]);
    expect(refusal({ config: ["=x"] })[0]).toBe("--config =x: not of the form key=value");
  });

  test("never repeats what was given as a secret", () => {
    expect(refusal({ secret: ["hunter2"] })).toEqual(["--secret …: not of the form key=value", "for example: --secret dbPassword=…"]);
  });

  test("refuses a key that is given twice", () => {
    expect(refusal({ config: ["a=1", "a=2"] })).toEqual(["--config a is given twice", "keep the one that you mean"]);
    expect(refusal({ config: ["a=1"], secret: ["a=2"] })).toEqual([
      "a is given with --config and with --secret",
      "keep --secret if its value is one",
    ]);
  });

  test("pairs each pack with the configuration at its position", () => {
    expect(previewOptions(".", args({ policyPack: ["cost", "slo"], policyPackConfig: ["a.json", "b.json"] }), own).policyPacks).toEqual([
      { path: "/packs/cost", configFile: path.resolve("a.json") },
      { path: "/packs/slo", configFile: path.resolve("b.json") },
    ]);
  });

  test("refuses configuration for some of the packs only", () => {
    expect(refusal({ policyPack: ["cost", "slo"], policyPackConfig: ["a.json"] })).toEqual([
      "--policy-pack-config is given once and --policy-pack twice",
      "give one configuration file for each pack, in the same order",
    ]);
    expect(refusal({ policyPackConfig: ["a.json"] })[0]).toBe("--policy-pack-config is given once and --policy-pack never");
  });
});

describe("policyPackDirectory", () => {
  test("knows our packs by their names, and other packs by their directories", () => {
    const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "packs-")));
    mkdirSync(path.join(directory, "mine"));
    expect(policyPackDirectory("cost", own)).toBe("/packs/cost");
    expect(policyPackDirectory(path.join(directory, "mine"), own)).toBe(path.join(directory, "mine"));
    expect(policyPackDirectory(".", own)).toBe(path.resolve("."));
  });

  test("refuses what is neither", () => {
    expect(() => policyPackDirectory("costs", own)).toThrow(
      expect.objectContaining({
        message: "--policy-pack costs: there is no such directory, and no pack of that name",
        hint: "the packs are cost, secrets, slo",
      }),
    );
  });
});
