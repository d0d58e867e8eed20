import type { PolicyReport, ReportedFinding } from "./policyReport";

const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const BUCKET = "aws:s3/bucket:Bucket";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

export function finding(rule: string, name: string, more: Partial<ReportedFinding> = {}): ReportedFinding {
  const type = more.type ?? BUCKET;
  return { rule, kind: "violation", level: "mandatory", urn: urn(type, name), type, name, what: "it is red", ...more };
}

/** A report that has everything that a report can have. Its findings are in the order in which an engine happened to show them. */
export const sample: PolicyReport = {
  formatVersion: 1,
  subject: "shop/dev",
  packs: [
    {
      name: "firmament-cost",
      version: "0.1.0",
      rules: [
        {
          id: "cost-required-tags",
          title: "Required cost tags",
          description: "Taggable resources must carry every required cost tag, because cost without an owner is nobody's to reduce.",
          fix: "add the tag to the resource",
          url: "https://firmament.example/rules/cost-required-tags",
          severity: "high",
          level: "mandatory",
          tags: ["cost"],
          compliance: [
            {
              framework: "Example Framework",
              version: "2.0",
              id: "COST-1",
              title: "Cost has an owner",
              url: "https://framework.example/cost-1",
            },
          ],
          judged: 5,
        },
        { id: "cost-tag-values", title: "Values of cost tags", severity: "medium", level: "advisory", tags: ["cost"], judged: 12 },
        { id: "cost-instance-class", title: "Instance classes", severity: "medium", level: "mandatory", tags: ["cost"], judged: 0 },
        { id: "cost-budget", title: "Budgets", severity: "low", level: "disabled", tags: ["cost"], judged: 0 },
        { id: "cost-kept", title: "Kept", severity: "low", level: "mandatory", tags: ["cost"], judged: 1 },
        { id: "exemptions", title: "Exemptions in use", severity: "low", level: "advisory" },
      ],
      findings: [
        finding("cost-tag-values", "reports", {
          level: "advisory",
          severity: "medium",
          what: 'tags: Environment is "prod|staging", not one of <production> & <staging>',
          path: "tags.Environment",
          fix: "write production",
        }),
        finding("cost-required-tags", "legacy", {
          kind: "exempt",
          level: "advisory",
          severity: "high",
          what: "tags: Owner is missing",
          path: "tags",
          exemption: {
            origin: "configuration",
            reason: "moves to the new account in March",
            owner: "data-platform",
            expires: "2027-03-31",
            ticket: "DATA-123",
          },
        }),
        finding("cost-required-tags", "old", {
          kind: "exempt",
          level: "advisory",
          severity: "high",
          what: "tags: Owner is missing",
          path: "tags",
          exemption: { origin: "resource", reason: "is deleted after the audit", owner: "audit", expires: "2026-12-31" },
        }),
        finding("cost-required-tags", "reports", {
          severity: "high",
          what: "tags: Owner is missing",
          path: "tags",
          fix: "add Owner to the tags of the resource",
          source: { file: "src/data store.ts", line: 31, column: 7 },
        }),
        finding("cost-required-tags", "reports", {
          severity: "high",
          what: "tags: CostCenter is missing",
          path: "tags",
          fix: "add CostCenter to the tags of the resource",
          source: { file: "src/data store.ts", line: 31, column: 7 },
        }),
        finding("cost-required-tags", "exports", {
          kind: "undetermined",
          level: "advisory",
          severity: "high",
          what: "Object value at .tags can't be known during preview",
          path: "tags",
        }),
        finding("cost-required-tags", "logs", {
          kind: "remediated",
          level: "advisory",
          severity: "high",
          what: "tags: Owner is missing",
          path: "tags",
          fix: "add Owner to the tags of the resource",
        }),
        finding("exemptions", "shop-dev", {
          type: "pulumi:pulumi:Stack",
          kind: "exemption",
          level: "advisory",
          severity: "low",
          what: "exemptions[1] of cost-required-tags is not used",
          fix: "delete it from the configuration",
        }),
      ],
      unjudged: [{ type: "acme:index:Site", resources: 2 }],
    },
    {
      name: "acme",
      // A pack that does not tell what it has no rule for.
      rules: [
        {
          id: "sec-no-root",
          title: "No root",
          severity: "critical",
          level: "mandatory",
          tags: ["sec"],
          compliance: [
            { framework: "Example Framework", version: "2.0", id: "POD-1", title: "No root", url: "https://framework.example/pod-1" },
            { framework: "Example Framework", version: "2.0", id: "POD-2", title: "No rights", url: "https://framework.example/pod-2" },
            {
              framework: "Common Weakness Enumeration",
              id: "CWE-22",
              title: "Path Traversal",
              url: "https://cwe.mitre.org/data/definitions/22.html",
            },
          ],
        },
        { id: "quiet", level: "remediate" },
      ],
      findings: [
        finding("sec-no-root", "orders", {
          type: DEPLOYMENT,
          kind: "failure",
          what: "TypeError at rule.js:3; what the rule demands is not known to hold",
          fix: "report it",
        }),
        finding("quiet", "orders", {
          type: DEPLOYMENT,
          what: "Containers *must* be `quiet`.\n@channel: this one\u0007 is not ]]>",
          level: "mandatory",
        }),
      ],
    },
  ],
};

/** The same as far as it came before the program failed. */
export const incomplete: PolicyReport = {
  formatVersion: 1,
  subject: "shop/dev",
  project: "infra/Pulumi.yaml",
  incomplete: "the preview or update ended before the stack was finished",
  packs: [
    {
      name: "firmament-slo",
      version: "0.1.0",
      rules: [
        { id: "slo-service-has-slo", title: "Services have an SLO", severity: "high", level: "mandatory", notRun: "the stack was not finished" },
      ],
      findings: [],
    },
  ],
};
