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
    const membership = (pack: string) => rulesOf(pack).map(({ id, level, severity }) => `${id} ${level} ${severity}`);
    const areas = policyPacks.filter((pack) => pack !== "golden-path");
    expect(Object.fromEntries(areas.map((pack) => [pack, membership(pack)]))).toEqual({
      cost: [
        "cost-required-tags mandatory high",
        "cost-tag-values mandatory medium",
        "cost-asg-tag-propagation mandatory high",
        "cost-launch-template-tag-specs advisory medium",
        "cost-k8s-required-labels mandatory high",
        "cost-k8s-overprovisioned-requests advisory medium",
      ],
      secrets: [
        "secrets-hardcoded-sensitive-property mandatory critical",
        "secrets-known-token mandatory critical",
        "secrets-plaintext-config mandatory high",
        "secrets-unwrapped-secret mandatory high",
        "secrets-env-literal mandatory high",
        "secrets-configmap-content mandatory high",
        "secrets-userdata mandatory high",
        "secrets-provider-credentials mandatory critical",
      ],
      slo: [
        "slo-service-has-slo mandatory high",
        "slo-burn-rate-alerts mandatory high",
        "slo-alert-routed mandatory high",
        "slo-aws-resource-alarms advisory high",
        "slo-workload-scraped advisory medium",
      ],
      reliability: [
        "rel-probes mandatory high",
        "rel-resource-limits mandatory high",
        "rel-image-pinned mandatory medium",
        "rel-rollout-strategy mandatory high",
        "rel-rollback-plan mandatory high",
        "rel-min-replicas mandatory high",
        "rel-pdb-present mandatory high",
        "rel-pdb-valid mandatory high",
        "rel-hpa mandatory medium",
        "rel-spread mandatory medium",
        "rel-aws-multi-az mandatory high",
        "rel-aws-backups mandatory high",
        "rel-aws-subnet-spread advisory high",
        "rel-aws-asg-health advisory medium",
        "rel-stateful-protection advisory medium",
        "rel-monitoring-enabled advisory medium",
      ],
      security: [
        "sec-k8s-privileged mandatory critical",
        "sec-k8s-security-context mandatory high",
        "sec-k8s-network-policy mandatory high",
        "sec-k8s-exposure mandatory high",
        "sec-public-ingress mandatory critical",
        "sec-public-data-store mandatory critical",
        "sec-s3-public mandatory critical",
        "sec-eks-public-endpoint mandatory high",
        "sec-encryption-at-rest mandatory high",
        "sec-encryption-in-transit mandatory high",
        "sec-iam-wildcards mandatory high",
      ],
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
      firmament: { sharesProcess: true },
    });
    // The SDK's loader would read it with TypeScript, which takes longer than all the rest.
    expect(existsSync(join(directory, "tsconfig.json"))).toBe(false);
  });

  it("says which there are when one is not there", () => {
    expect(() => policyPackPath("costs")).toThrow(
      new Error('there is no policy pack "costs"; there are cost, secrets, slo, reliability, security, golden-path'),
    );
    expect(() => rulesOf("toString")).toThrow(
      new Error('there is no policy pack "toString"; there are cost, secrets, slo, reliability, security, golden-path'),
    );
  });

  it("are in one pack together, in the order of the others", () => {
    const [umbrella, ...others] = [...policyPacks].reverse();
    expect(umbrella).toBe("golden-path");
    expect(rulesOf("golden-path")).toEqual(others.reverse().flatMap(rulesOf));
  });

  it("name the page of each rule", () => {
    for (const { id, url } of rulesOf("golden-path")) {
      expect(url).toBe(`https://github.com/firmament-platform/firmament/blob/main/docs/rules/${id}.md`);
    }
  });

  it("name the controls that each rule refers to", () => {
    expect(
      rulesOf("security")
        .find(({ id }) => id === "sec-eks-public-endpoint")
        ?.compliance.map(({ id }) => id),
    ).toEqual(["EKS.1", "5.4.1", "Control plane hardening"]);
  });

  it("import no provider's SDK, which a user may not have, nor anything but what a pack's process has", async () => {
    const program = `
      require("./dist/packs");
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
