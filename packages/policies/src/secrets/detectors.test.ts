import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Diagnostic, PackProcess, STACK } from "../../test-support/drive";
import type { Given } from "../../test-support/judge";

const policies = join(__dirname, "..", "..");

// Put together here, so that nobody's scanner takes this file for a leak. The builtin detector knows the first of them.
const RANDOM = "q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK";
const settings: Given = {
  type: "kubernetes:core/v1:ConfigMap",
  name: "settings",
  properties: { data: { git: `ghp_${RANDOM}`, deploy: `vcp_${RANDOM.slice(0, 24)}` } },
};

describe("a pack that is served, and asked for secretlint", () => {
  let folder: string;
  /** Where packages are installed without secretlint, as most are. */
  const installed = () => join(folder, "installed");
  const project = () => join(folder, "project");

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "firmament-detectors-"));
    mkdirSync(join(installed(), "node_modules"), { recursive: true });
    symlinkSync(join(policies, "node_modules", "@pulumi"), join(installed(), "node_modules", "@pulumi"));
    ["dist", "packs", "package.json"].forEach((name) => cpSync(join(policies, name), join(installed(), name), { recursive: true }));
    mkdirSync(join(project(), "node_modules"), { recursive: true });
    symlinkSync(join(policies, "node_modules", "@secretlint"), join(project(), "node_modules", "@secretlint"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function judged(startedIn: string): Promise<Diagnostic[]> {
    // With NODE_PATH, as pnpm sets it for the commands that it installs, every package of the workspace is there.
    const pack = await PackProcess.start(join(installed(), "packs", "secrets"), { PWD: startedIn, NODE_PATH: undefined });
    try {
      await pack.configure({ policies: { "secrets-known-token": { properties: { detectors: ["builtin", "secretlint"] } } } });
      return await pack.analyzeStack([STACK, settings]);
    } finally {
      await pack.stop();
    }
  }
  const summary = (diagnostics: Diagnostic[]) => diagnostics.map(({ policy, level, message }) => [policy, level, message.split("\n")[0]]);

  it("says what to install where it is nowhere, and judges as it would without it", async () => {
    expect(summary(await judged(folder))).toEqual([
      [
        "secrets-known-token",
        "mandatory",
        "configuration: detectors: secretlint's rules are not installed; run `npm install --save-dev @secretlint/secretlint-rule-preset-recommend@12` in the project",
      ],
      ["secrets-known-token", "mandatory", expect.stringMatching(/^GitHub token: in plain text /)],
    ]);
  });

  it("takes it from the project that the engine was started in", async () => {
    expect(summary(await judged(join(project(), "infrastructure")))).toEqual([
      ["secrets-known-token", "mandatory", expect.stringMatching(/^GitHub token: in plain text /)],
      ["secrets-known-token", "mandatory", expect.stringMatching(/^secretlint vercel\/VERCEL_PERSONAL_ACCESS_TOKEN: in plain text /)],
    ]);
  });
});
