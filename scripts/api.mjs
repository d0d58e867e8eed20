// The public API of each package as a committed report, so that a change to it is a diff to review. `npm run api` writes the reports, `--check` compares.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "./lib/shell.mjs";

/** Package, entry point below dist, and the name of the report. */
const entryPoints = [
  ["components", "index", "components"],
  ["policies", "index", "policies"],
  ["offline", "index", "offline"],
  ["offline", "testing/index", "offline-testing"],
  ["cli", "index", "cli"],
];

const check = process.argv.includes("--check");
let stale = false;
for (const [name, entryPoint, report] of entryPoints) {
  stale = !extract(name, entryPoint, report) || stale;
}
process.exitCode = stale ? 1 : 0;

/** Returns false when the committed report no longer tells the truth. */
function extract(name, entryPoint, report) {
  const projectFolder = path.join(root, "packages", name);
  const entry = path.join(projectFolder, "dist", `${entryPoint}.d.ts`);
  if (!existsSync(entry)) {
    console.error(`${path.relative(root, entry)} is missing; build first: npm run build`);
    return false;
  }
  mkdirSync(path.join(projectFolder, "api"), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      mainEntryPointFilePath: entry,
      newlineKind: "lf",
      apiReport: {
        enabled: true,
        reportFileName: report,
        reportFolder: path.join(projectFolder, "api"),
        reportTempFolder: path.join(root, ".firmament", "api"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      compiler: { overrideTsconfig: { extends: path.join(root, "tsconfig.base.json"), include: [entry] } },
      messages: {
        compilerMessageReporting: { default: { logLevel: "error" } },
        // Nothing is published half: all that is exported is public.
        extractorMessageReporting: {
          default: { logLevel: "warning", addToApiReportFile: true },
          "ae-missing-release-tag": { logLevel: "none" },
          "ae-undocumented": { logLevel: "none" },
        },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(projectFolder, "package.json"),
  });
  const file = path.relative(root, config.reportFilePath);
  const problems = [];
  const result = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) {
        problems.push(message.formatMessageWithLocation(root));
      }
      message.handled = true;
    },
  });
  for (const problem of problems) {
    console.error(problem);
  }
  if (result.apiReportChanged) {
    console.log(check ? `${file} is not what the package exports. Run npm run api, and review the change.` : `wrote ${file}`);
  }
  return problems.length === 0 && !(check && result.apiReportChanged);
}
