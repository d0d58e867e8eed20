import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { MultiAzCluster, goldenPools } from "../packages/components";
import { preview } from "../packages/offline/dist/testing";

const root = path.resolve(__dirname, "..");
const readme = path.join(root, "README.md");

/** The console block between two markers of the README; UPDATE_GOLDEN=1 writes it. */
function expectBlock(marker: string, actual: string): void {
  const text = readFileSync(readme, "utf8");
  const [before, rest = ""] = text.split(`<!-- ${marker} -->\n`);
  const [block = "", after = ""] = rest.split(`<!-- /${marker} -->`);
  const wanted = `\n\`\`\`text\n${actual.trim()}\n\`\`\`\n\n`;
  if (process.env.UPDATE_GOLDEN === "1") {
    writeFileSync(readme, `${before}<!-- ${marker} -->\n${wanted}<!-- /${marker} -->${after}`);
  } else {
    expect(block).toBe(wanted);
  }
}

describe("the README shows", () => {
  it("the real output of npm run preview", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const [, command = ""] = (scripts.preview as string).split("&& node ");
    const run = spawnSync(process.execPath, command.split(" "), {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", COLUMNS: "100" },
    });
    expect(run.stderr).not.toContain("error");
    expectBlock(
      "preview",
      run.stdout.replace(/ *(\d+ resources), \d+\.\d s/, (line, resources: string) => `${resources}, 2.4 s`.padStart(line.length)),
    );
  });

  it("the real error of a bad argument", async () => {
    const network = {
      vpcId: "vpc-1",
      vpcCidrBlock: "10.16.0.0/16",
      privateSubnetIds: ["a", "b", "c"],
      intraSubnetIds: ["d", "e", "f"],
      availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    };
    const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "shop" };
    const bad = {
      network,
      version: "1.34",
      administrators: { platform: "arn:aws:iam::123456789012:role/platform-administrator" },
      tags,
      publicAccessCidrs: ["0.0.0.0/0"],
    };
    const pools = { ...goldenPools, system: { ...goldenPools.system, minSize: 1 } };
    const error = await preview(() => new MultiAzCluster("core", { ...bad, pools })).catch((thrown: unknown) => thrown as Error);
    expectBlock("error", (error as Error).message);
  });
});
