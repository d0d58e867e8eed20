import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { policyPackPath, policyPacks, rulesOf } from "./index";

const root = join(__dirname, "..");
const json = (...path: string[]): Record<string, unknown> => JSON.parse(readFileSync(join(root, ...path), "utf8")) as Record<string, unknown>;
const node = async (...args: string[]) => (await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 10_000_000 })).stdout;

// Each test starts a process, which takes long on a busy machine.
jest.setTimeout(60_000);

describe("the packs", () => {
  it("hold these rules at these levels", () => {
    expect(
      Object.fromEntries(policyPacks.map((pack) => [pack, rulesOf(pack).map(({ id, level, severity }) => `${id} ${level} ${severity}`)])),
    ).toEqual({
      cost: ["cost-required-tags mandatory high"],
      secrets: ["secrets-hardcoded-sensitive-property mandatory critical", "secrets-known-token mandatory critical"],
      slo: ["slo-service-has-slo mandatory high", "slo-burn-rate-alerts mandatory high"],
    });
  });

  it.each(policyPacks)("%s is a directory that the stock CLI can load, with the version of the package", (pack) => {
    const directory = policyPackPath(pack);
    expect(existsSync(join(directory, "PulumiPolicy.yaml"))).toBe(true);
    expect(json("packs", pack, "package.json")).toEqual({
      name: `firmament-${pack}`,
      version: json("package.json").version,
      private: true,
      main: "index.js",
    });
    // The SDK's loader would read it with TypeScript, which takes longer than all the rest.
    expect(existsSync(join(directory, "tsconfig.json"))).toBe(false);
  });

  it("says which there are when one is not there", () => {
    expect(() => policyPackPath("costs")).toThrow(new Error('there is no policy pack "costs"; there are cost, secrets, slo'));
    expect(() => rulesOf("toString")).toThrow(new Error('there is no policy pack "toString"; there are cost, secrets, slo'));
  });

  it("are explained rule by rule", () => {
    const page = readFileSync(join(root, "../../docs/policies.md"), "utf8");
    for (const { id, url } of policyPacks.flatMap(rulesOf)) {
      expect(page).toContain(`### ${id}\n`);
      expect(url).toMatch(new RegExp(`/docs/policies\\.md#${id}$`));
    }
  });

  it("import no provider's SDK, which a user may not have, nor anything but what a pack's process has", async () => {
    const program = `
      for (const pack of ["cost", "secrets", "slo"]) require("./dist/packs/" + pack);
      require("./dist/kernel/serve");
      console.log(JSON.stringify(Object.keys(require.cache)));`;
    const loaded = JSON.parse(await node("-e", program)) as string[];
    expect(loaded.filter((file) => file.includes("node_modules"))).toEqual([]);
  });
});

describe("lists taken from the SDKs", () => {
  it.each([
    ["taggable-aws.json", "generate-taggable.mjs"],
    ["secret-inputs.json", "generate-secret-inputs.mjs"],
  ])("%s is what its script makes of the SDKs that are installed", async (file, script) => {
    expect(JSON.parse(await node(`scripts/${script}`, "--print"))).toEqual(json("src/data", file));
  });
});
