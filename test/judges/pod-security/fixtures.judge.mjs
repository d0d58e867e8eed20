// The rules on pods before the fixtures of Kubernetes' own Pod Security admission: `sec-k8s-privileged` is the standard `baseline`, and with
// `sec-k8s-security-context` it is `restricted`. What a standard refuses they report, but for what docs/policies.md says, and what it lets pass they let pass.
// `npm run test:judges` runs it; on its own it needs a build. The last line is `N passed, N failed`.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { podSecurity } from "../../../scripts/judges/pod-security.mjs";
import { exitOnSignals, reporter } from "../../../scripts/lib/report.mjs";
import { root, say } from "../../../scripts/lib/shell.mjs";

const { checkResources } = createRequire(import.meta.url)(path.join(root, "packages", "policies", "dist", "index.js"));
const { load } = createRequire(path.join(root, "package.json"))("js-yaml");

const STANDARDS = {
  baseline: { rules: ["sec-k8s-privileged"], missed: ["capabilities_baseline3"] },
  restricted: {
    rules: ["sec-k8s-privileged", "sec-k8s-security-context"],
    missed: ["procmount_restricted0", "procmount_restricted1"],
  },
};
/** What no standard demands. */
const CONFIGURATION = {
  "sec-k8s-security-context": { required: ["runAsNonRoot", "allowPrivilegeEscalation", "capabilities", "seccompProfile", "volumes"] },
};

exitOnSignals();
const { check, end } = reporter();
const { fixtures } = await podSecurity(say);
for (const [standard, { rules, missed }] of Object.entries(STANDARDS)) {
  const version = readdirSync(path.join(fixtures, standard)).sort(byNumber).at(-1);
  const [refused, passing] = ["fail", "pass"].map((outcome) => judged(path.join(fixtures, standard, version, outcome), rules));
  const unreported = refused.filter(({ findings }) => findings.length === 0).map(({ name }) => name);
  check(
    JSON.stringify(unreported) === JSON.stringify(missed),
    `${standard} of ${version}: of ${refused.length} pods that it refuses ${rules.join(" and ")} report all but ${missed.join(", ")}`,
    [`not reported: ${unreported.join(", ")}`],
  );
  const wrong = passing.filter(({ findings }) => findings.length > 0);
  check(
    passing.length > 0 && wrong.length === 0,
    `${standard} of ${version}: none of ${passing.length} pods that it lets pass is reported`,
    wrong.map(({ name, findings }) => `${name}: ${findings.join("; ")}`),
  );
}
end();

function judged(folder, rules) {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const pod = load(readFileSync(path.join(folder, file), "utf8"));
      const resource = { urn: `urn:pulumi:test::test::kubernetes:core/v1:Pod::${file}`, type: "kubernetes:core/v1:Pod", name: file, properties: pod };
      const report = checkResources(["security"], [resource], { subject: "fixtures", today: "2026-01-01", configuration: CONFIGURATION });
      const findings = report.packs.flatMap((pack) => pack.findings.filter(({ rule }) => rules.includes(rule)).map(({ what }) => what));
      return { name: path.basename(file, ".yaml"), findings };
    });
}

/** Such as `v1.9` before `v1.35`. */
function byNumber(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}
