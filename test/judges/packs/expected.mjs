// How the judge configures the packs, and what it expects of program.yaml: the rules that it keeps, and where the findings of a state differ, by the reasons that docs/policies.md names.

/** It can't have the custom resources that this is about: YAML has none. */
export const BREAKS_ALL_BUT = ["slo-burn-rate-alerts"];

/** What is said of a preview and not of the state that an update leaves (`gone`), and the other way round (`come`). */
export const OF_STATE = {
  "What is known by then": {
    gone: [
      "advisory rel-image-pinned worker: string value at .spec.template.spec.containers[0].image can't be known during preview",
      "advisory sec-public-ingress firewall: string value at .ingress[1].cidrBlocks[0] can't be known during preview",
      "advisory sec-s3-public everybody: string value at .policy can't be known during preview",
    ],
    come: ["mandatory sec-s3-public everybody: the policy allows something to everybody"],
  },
  "The configuration": {
    gone: [
      "advisory secrets-hardcoded-sensitive-property cache: authToken: a literal, or read by a data source",
      "advisory secrets-provider-credentials abroad: accessKey: a literal, or read by a data source",
      "advisory secrets-provider-credentials abroad: secretKey: a literal, or read by a data source",
      "mandatory secrets-plaintext-config reports: TOKEN: the value of shop:token, which is stored in plain text",
      "mandatory secrets-unwrapped-secret reports: DATABASE_PASSWORD: holds the value of shop:databasePassword, which is secret, and is not marked secret",
    ],
    come: ["mandatory secrets-env-literal reports: DATABASE_PASSWORD: a literal", "mandatory secrets-env-literal reports: TOKEN: a literal"],
  },
  "What was only read": {
    come: [
      "advisory rel-stateful-protection legacy: what is overwritten or deleted in the bucket is gone",
      ...["CostCenter", "Environment", "Owner", "Service", "Team"].map((key) => `mandatory cost-required-tags legacy: tags: ${key} is missing`),
    ],
  },
};

/** The same of a state whose secrets can be decrypted, and of one whose can't. */
export const OF_REDACTED_STATE = {
  "Secrets that can't be decrypted": {
    gone: [
      "mandatory cost-k8s-required-labels database: labels of its pods: cost-center is missing",
      "mandatory cost-k8s-required-labels database: labels of its pods: team is missing",
      "mandatory rel-probes database: container db has no livenessProbe",
      "mandatory rel-probes database: container db has no readinessProbe",
      "mandatory rel-resource-limits database: container db has no resources.requests.cpu, resources.requests.memory, resources.limits.memory",
      "mandatory rel-spread database: the pods of database may all run on one node and in one zone",
      "mandatory sec-k8s-network-policy database: no network policy covers the ingress and egress of database",
      "mandatory sec-k8s-security-context database: container db can write to its own file system",
      "mandatory sec-k8s-security-context database: container db keeps the capabilities of its runtime",
      "mandatory sec-k8s-security-context database: container db may gain privileges",
      "mandatory sec-k8s-security-context database: container db may make every system call",
      "mandatory sec-k8s-security-context database: container db may run as root",
    ],
    come: [
      ...["cost-k8s-overprovisioned-requests", "cost-k8s-required-labels", "rel-image-pinned", "rel-probes", "rel-resource-limits", "rel-spread"],
      ...["sec-k8s-network-policy", "sec-k8s-privileged", "sec-k8s-security-context", "slo-workload-scraped"],
    ].map((policy) => `advisory ${policy} database: secret value at .spec.template.spec can't be known during preview`),
  },
};

const exemption = { reason: "moves to the new account in March", owner: "data-platform" };

/** A configuration with something of each kind: levels, options, values to mend with, exemptions in force, expired, unused and unreadable. */
export const REMEDIATING = {
  all: "remediate",
  "cost-required-tags": {
    required: ["CostCenter", "Environment"],
    values: { CostCenter: "cc-1042" },
    exemptions: [{ match: "network", ...exemption, expires: "2999-03-31" }],
  },
  "cost-k8s-required-labels": { values: { "cost-center": "cc-1042", team: "shop" } },
  "sec-k8s-privileged": { enforcementLevel: "disabled" },
  "rel-probes": {
    enforcementLevel: "advisory",
    exemptions: [
      { match: "web", ...exemption, expires: "2020-03-31" },
      { match: "nobody", ...exemption, expires: "2999-03-31" },
      { match: "*", reason: "short", owner: "nobody", expires: "soon" },
    ],
  },
};
