import { packs } from "../packs";
import { complianceTags } from "../reports/sarifTaxonomies";
import { referencesOf } from "./compliance";
import { CONTROLS } from "./controls";

const rules = packs["golden-path"].rules.map(({ rule }) => rule);

/** What the ids of each framework look like. */
const FORMS: Readonly<Record<keyof typeof CONTROLS, RegExp>> = {
  fsbp: /^[A-Z][A-Za-z0-9]*\.[1-9]\d*$/,
  podSecurity: /^(Baseline|Restricted): (\/proc|[A-Z][A-Za-z]+)([ -][A-Za-z]+| \/)*$/,
  cisKubernetes: /^5\.[1-9]\d*\.[1-9]\d*$/,
  cisEks: /^[2-5]\.[1-9]\d*\.[1-9]\d*$/,
  nsaCisa: /^[A-Z][a-z]+([ -][a-z]+)*$/,
  cwe: /^CWE-[1-9]\d*$/,
  wellArchitected: /^(COST|OPS|PERF|REL|SEC|SUS)\d\d-BP\d\d$/,
};

describe("the controls of published frameworks", () => {
  it.each(Object.entries(FORMS))("have ids of the form of their framework: %s", (framework, form) => {
    const ids = Object.keys(CONTROLS[framework as keyof typeof CONTROLS]);
    expect(ids.filter((id) => !form.test(id))).toEqual([]);
    expect(ids.length).toBeGreaterThan(0);
  });

  it("are all referred to by a rule", () => {
    const unused = Object.entries(CONTROLS).flatMap(([framework, controls]) => {
      const used = rules.flatMap(({ compliance }): readonly string[] => compliance?.[framework as keyof typeof CONTROLS] ?? []);
      return Object.keys(controls).filter((id) => !used.includes(id));
    });
    expect(unused).toEqual([]);
  });

  it.each([
    [{ fsbp: ["RDS.2"] }, "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2"],
    [
      { fsbp: ["RedshiftServerless.3"] },
      "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-3",
    ],
    [{ podSecurity: ["Baseline: Host Ports"] }, "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline"],
    [{ podSecurity: ["Restricted: Seccomp"] }, "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted"],
    [{ cisKubernetes: ["5.1.1"] }, "https://www.cisecurity.org/benchmark/kubernetes"],
    [{ cisEks: ["5.4.1"] }, "https://www.cisecurity.org/benchmark/kubernetes"],
    [{ nsaCisa: ["Secrets"] }, "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF"],
    [{ cwe: ["CWE-798"] }, "https://cwe.mitre.org/data/definitions/798.html"],
    [{ wellArchitected: ["SEC02-BP03"] }, "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_identities_secrets.html"],
  ] as const)("are linked to: %j", (compliance, url) => {
    expect(referencesOf({ compliance }).map((reference) => reference.url)).toEqual([url]);
  });

  it("are told with framework, version, id and title, in the rule's order", () => {
    expect(referencesOf({ compliance: { cwe: ["CWE-798"], fsbp: ["ECS.8", "CodeBuild.2"] } })).toEqual([
      {
        framework: "Common Weakness Enumeration",
        id: "CWE-798",
        title: "Use of Hard-coded Credentials",
        url: "https://cwe.mitre.org/data/definitions/798.html",
      },
      expect.objectContaining({ id: "ECS.8" }),
      {
        framework: "AWS Foundational Security Best Practices",
        version: "1.0.0",
        id: "CodeBuild.2",
        title: "CodeBuild project environment variables should not contain clear text credentials",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2",
      },
    ]);
    expect(referencesOf({})).toEqual([]);
  });
});

describe("a rule", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("%s names each control once", (_, { compliance = {} }) => {
    for (const ids of Object.values(compliance)) {
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))("%s has no more tags than GitHub reads, which are 10", (id, rule) => {
    const tags = complianceTags({ id, level: "mandatory", compliance: referencesOf(rule) });
    // Beside its area and `security`.
    expect(tags.length).toBeLessThanOrEqual(8);
  });
});
