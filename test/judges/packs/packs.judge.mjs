// Our packs on the stock CLI, started as the documentation says: `pulumi preview` of a program in JavaScript and of one in YAML says what the offline preview
// says, to the last byte of the reports; and `pulumi policy analyze` says the same of the state that an update has left, but for what docs/policies.md names.
// `npm run test:judges` runs it; on its own it needs a build. The last line is `N passed, N failed`.
import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { pulumiYaml } from "../../../scripts/judges/pulumi-yaml.mjs";
import { pulumi } from "../../../scripts/judges/pulumi.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";
import { differences, ofOurs } from "../pulumi/compare.mjs";
import { named } from "../pulumi/differences.mjs";
import { findingsOf, linesOf, linesOfReport, without } from "./findings.mjs";
import { BREAKS_ALL_BUT, OF_STATE, OF_REDACTED_STATE, REMEDIATING } from "./expected.mjs";
import { SECRETS, writeTwin, writeYamlProgram } from "./programs.mjs";
import { analyze, deploy, offlinePreview, stockPreview, stockStack } from "./stock.mjs";

const require = createRequire(path.join(root, "packages", "policies", "package.json"));

/** What the pack calls its report, in the form that has everything. */
const JSON_REPORT = "firmament-golden-path.json";

const work = await mkdtemp(path.join(os.tmpdir(), "firmament-packs-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));
exitOnSignals();
const { check, end } = reporter();
const stock = await pulumi(say);
const cli = { ...stock, path: [(await pulumiYaml(say)).path, stock.path].join(path.delimiter) };
const reports = Object.fromEntries(
  ["offline", "stock", "yaml", "state", "redacted", "remedied", "remediedOffline", "unremedied"].map((name) => [
    name,
    path.join(work, "reports", name),
  ]),
);
const reporting = (name) => ({ env: { FIRMAMENT_REPORT: reports[name] } });

const configuration = path.join(work, "configuration.json");
await writeFile(configuration, JSON.stringify(REMEDIATING));
const remediating = { flags: `--policy-pack-config '${configuration}'` };

const twin = await writeTwin(work);
const inYaml = await writeYamlProgram(work);
// Two at a time: each is a process or more.
const [[offline, preview, remedied], [yaml, state, redacted, unremedied]] = await Promise.all([previewTwin(), previewYamlAndAnalyze()]);

judgePreviews();
await judgeReports();
await judgeState();
await judgeRemediations();
end();

async function previewTwin() {
  const result = await offlinePreview(cli, twin, reporting("offline"));
  const stack = await stockStack(cli, twin);
  try {
    const usual = await stockPreview(stack, reporting("stock"));
    const configured = {
      ours: ofOurs(await offlinePreview(cli, twin, { ...remediating, ...reporting("remediedOffline") }), []),
      stock: await stockPreview(stack, { ...remediating, ...reporting("remedied") }),
    };
    return [{ ...ofOurs(result, []), policyNames: Object.keys(result.policyPacks[0].policies) }, usual, configured];
  } finally {
    stack.close();
  }
}

async function previewYamlAndAnalyze() {
  const stack = await stockStack(cli, inYaml);
  const previewed = await stockPreview(stack, reporting("yaml"));
  stack.close();
  const file = await deploy(cli, twin);
  const decrypted = await analyze(cli, file, reporting("state"));
  // A wrong passphrase stands for a state whose secrets are in the hands of a service.
  const undecrypted = await analyze(cli, file, { env: { ...reporting("redacted").env, PULUMI_CONFIG_PASSPHRASE: "another one" } });
  return [previewed, decrypted, undecrypted, await analyze(cli, file, { ...remediating, ...reporting("unremedied") })];
}

function judgePreviews() {
  const findings = findingsOf(offline.policies);
  same("pulumi preview: the packs say what they say offline", findingsOf(preview.policies), findings);
  same("pulumi preview of a program in YAML: the packs say what they say of its twin", findingsOf(yaml.policies), findings);
  check(
    [offline, preview, yaml].every(({ failed }) => failed),
    "a mandatory violation fails each preview",
  );
  const failed = findings.filter(({ title }) => title.includes(": rule failed: ")).map(({ title }) => title);
  check(failed.length === 0, "no rule fails", failed);
  const broken = new Set(Object.keys(offline.policies).map((about) => about.split(" ")[1]));
  const kept = offline.policyNames.filter((name) => !broken.has(name));
  check(equal(kept, BREAKS_ALL_BUT), `the program breaks ${broken.size} of ${offline.policyNames.length} policies`, kept);
}

async function judgeReports() {
  const files = (await readdir(reports.offline)).sort();
  const endings = ["json", "junit.xml", "md", "sarif"].map((ending) => `firmament-golden-path.${ending}`);
  check(equal(files, endings), `FIRMAMENT_REPORT: the packs write ${endings.join(", ")}`, files);
  const read = async (name) =>
    Object.fromEntries(await Promise.all(endings.map(async (file) => [file, await readFile(path.join(reports[name], file), "utf8")])));
  const texts = Object.fromEntries(await Promise.all(Object.keys(reports).map(async (name) => [name, await read(name)])));
  const alike = [
    ["stock", "offline", "under the stock CLI"],
    ["yaml", "offline", "under the stock CLI, of the program in YAML,"],
    ["remedied", "remediedOffline", "under the stock CLI, configured to remediate,"],
  ];
  for (const [name, ours, title] of alike) {
    const unlike = endings.filter((file) => texts[name][file] !== texts[ours][file]);
    check(unlike.length === 0, `the reports ${title} are those of the offline preview, to the last byte`, unlike);
  }
  for (const [name, said] of Object.entries({ stock: preview, state, redacted, remedied: remedied.stock, unremedied })) {
    const report = JSON.parse(texts[name][JSON_REPORT]);
    const [lines, told] = [linesOfReport(report), linesOf(findingsOf(said.policies))];
    check(
      equal(lines, told) && report.subject === "shop/production" && report.incomplete === undefined,
      `the report of ${name} is about shop/production, whole, and has the ${told.length} findings that the CLI tells`,
      [report.subject, report.incomplete, ...lines.filter((line) => !told.includes(line)), ...told.filter((line) => !lines.includes(line))],
    );
    const problems = problemsOfSarif(JSON.parse(texts[name]["firmament-golden-path.sarif"]));
    check(problems.length === 0, `the SARIF of ${name} is valid by the schema that OASIS published`, problems);
  }
  const all = Object.entries(texts).flatMap(([name, byFile]) => Object.entries(byFile).map(([file, text]) => [`${name}/${file}`, text]));
  all.push(
    ...[preview, yaml, state, redacted, remedied.stock].map((said, index) => [
      `diagnostics ${index}`,
      JSON.stringify([said.policies, said.diagnostics]),
    ]),
  );
  const leaks = all.flatMap(([name, text]) => SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`));
  check(leaks.length === 0, "no report and no diagnostic has the value of a secret", leaks);
}

async function judgeState() {
  const documentation = await readFile(path.join(root, "docs", "policies.md"), "utf8");
  const before = findingsOf(preview.policies);
  const after = findingsOf(state.policies);
  differsBy("pulumi policy analyze", before, after, OF_STATE);
  differsBy("pulumi policy analyze of a state that it can't decrypt", after, findingsOf(redacted.policies), OF_REDACTED_STATE);
  check(redacted.stderr.includes("could not decrypt secrets"), "it says that it could not decrypt the secrets", [redacted.stderr]);
  check(state.failed && redacted.failed, "a mandatory violation fails the analysis");
  const unnamed = [...Object.keys(OF_STATE), ...Object.keys(OF_REDACTED_STATE)].filter((name) => !documentation.includes(`- **${name}**`));
  check(unnamed.length === 0, "docs/policies.md names what may differ", unnamed);
}

/** With the packs configured: at the level `remediate`, with options, and with an exemption of each kind. */
async function judgeRemediations() {
  const { ours, stock: theirs } = remedied;
  const [listed, told] = [theirs, ours].map(remediationsOf);
  check(listed.length > 0 && equal(listed, told), `configured to remediate: the same ${told.length} remediations`, differing(listed, told));
  same("configured to remediate: the packs say what they say offline", findingsOf(theirs.policies), findingsOf(ours.policies));
  const inOpen = named.get("Secrets in the open");
  const unlike = differences(inputsOf(theirs), inputsOf(ours)).filter((difference) => !inOpen.is({ ...difference, at: ["resources"] }));
  check(
    unlike.length === 0,
    "configured to remediate: the resources have the same inputs",
    unlike.map(({ at, stock: left, ours: right }) => `${at.join(" › ")}: ${JSON.stringify(left)}, offline ${JSON.stringify(right)}`),
  );
  const changed = new Set(differences(inputsOf(preview), inputsOf(theirs)).map(({ at }) => at[0]));
  const mended = new Set(listed.map((line) => line.split(" ")[1]));
  // What is secret as a whole is not shown.
  const shown = [...mended].filter((urn) => changed.has(urn) || !urn.endsWith("::database"));
  check(
    equal([...changed].sort(), shown.sort()),
    `configured to remediate: ${mended.size} resources are said to be mended, and are`,
    differing(changed, shown),
  );
  const secret = Object.entries(inputsOf(theirs)).find(([urn]) => urn.endsWith("::database"))[1].spec.template.spec;
  check(secret === "[secret]", "configured to remediate: what is mended inside a secret stays secret", [JSON.stringify(secret)]);
  // What was only read is judged, and so it would be mended as well.
  const would = remediationsOf(unremedied).filter((line) => !line.endsWith("::legacy"));
  check(equal(would, listed), "configured to remediate: an analysis says what it would mend", differing(would, listed));
  const mentions = await Promise.all(
    ["remedied", "unremedied"].map(async (name) => (await readFile(path.join(reports[name], JSON_REPORT), "utf8")).includes(`"remediated"`)),
  );
  check(equal(mentions, [true, false]), "configured to remediate: its report takes nothing for mended", [String(mentions)]);
}

function remediationsOf({ remediations }) {
  return Object.keys(remediations)
    .map((about) => about.split(" ").slice(1, 3).join(" "))
    .sort();
}

function differing(left, right) {
  const [those, these] = [[...left], [...right]];
  return [
    ...those.filter((line) => !these.includes(line)).map((line) => `- ${line}`),
    ...these.filter((line) => !those.includes(line)).map((line) => `+ ${line}`),
  ];
}

function inputsOf({ resources }) {
  const entries = Object.entries(resources).filter(([, { kind }]) => kind !== "default-provider");
  return Object.fromEntries(entries.map(([urn, { inputs }]) => [urn, inputs]));
}

/** `expected` has the findings that are there before or after only, by the reason. */
function differsBy(title, before, after, expected) {
  const wanted = (side) =>
    Object.values(expected)
      .flatMap((lines) => lines[side] ?? [])
      .sort();
  const gone = without(before, after);
  const come = without(after, before);
  check(
    equal(gone, wanted("gone")) && equal(come, wanted("come")),
    `${title}: ${after.length} findings, the same but for ${gone.length} that are gone and ${come.length} that have come`,
    [
      ...gone.filter((line) => !wanted("gone").includes(line)).map((line) => `gone: ${line}`),
      ...come.filter((line) => !wanted("come").includes(line)).map((line) => `come: ${line}`),
      ...wanted("gone")
        .filter((line) => !gone.includes(line))
        .map((line) => `expected to be gone: ${line}`),
      ...wanted("come")
        .filter((line) => !come.includes(line))
        .map((line) => `expected to have come: ${line}`),
    ],
  );
}

function same(title, theirs, ours) {
  const details = [...without(theirs, ours).map((line) => `stock:   ${line}`), ...without(ours, theirs).map((line) => `offline: ${line}`)];
  check(details.length === 0 && theirs.length === ours.length, `${title} (${ours.length} findings)`, details);
}

function equal(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** By the validator that came with the schema. */
function problemsOfSarif(log) {
  const load = createRequire(require.resolve("@microsoft/jest-sarif/package.json"));
  const ajv = new (load("ajv"))({ schemaId: "auto", allErrors: true });
  ajv.addMetaSchema(load("ajv/lib/refs/json-schema-draft-04.json"));
  const validate = ajv.compile(load("./lib/schemas/sarif-2.1.0-rtm.5.json"));
  return validate(log) ? [] : validate.errors.map(({ dataPath, message }) => `${dataPath} ${message}`);
}
