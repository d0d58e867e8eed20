import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (podLabels: string, namespace = "shop"): ReturnType<typeof manifests> =>
  manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: ${namespace}, labels: { cost-center: cc-1042, team: orders } }
spec:
  template:
    metadata: { labels: { ${podLabels} } }
    spec: { containers: [{ name: web }] }
`);

const at = "spec.template.metadata.labels";
const missing = (key: string): string => `orders: labels of its pods: ${key} is missing\nat ${at}\nfix: add ${key} to ${at}`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a Deployment whose labels are not those of its pods",
      resources: deployment("app: orders"),
      findings: [missing("cost-center"), missing("team")],
    },
    {
      title: "a namespace without a team, and a volume claim with an empty one",
      resources: manifests(`
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { cost-center: cc-1042 } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, labels: { cost-center: cc-1042, team: "" } }
`),
      findings: [
        "shop: labels: team is missing\nat metadata.labels\nfix: add team to metadata.labels",
        "data: labels: team is empty\nat metadata.labels\nfix: add team to metadata.labels",
      ],
    },
    {
      title: "a missing label that the configuration has a value for, and one that it has none for",
      resources: deployment("app: orders"),
      config: { values: { team: "orders" } },
      findings: [missing("cost-center"), missing("team")],
      remedied: deployment("app: orders, team: orders"),
    },
    {
      title: "a configured value that the configuration does not allow",
      resources: deployment("cost-center: cc-1042"),
      config: { values: { team: "orders" }, allowed: { team: ["shop"] } },
      findings: [missing("team")],
      remedied: deployment("cost-center: cc-1042"),
    },
    {
      title: "a configured value that is no label's",
      resources: deployment("cost-center: cc-1042"),
      config: { values: { team: "Team Blue!" } },
      findings: [
        'shop-dev: configuration: values must be an object with a label value for each key; {"team":"Team Blue!"} is not\nfix: mend the policy pack\'s configuration of cost-k8s-required-labels',
        missing("team"),
      ],
    },
    {
      title: "the pods of a CronJob",
      resources: manifests(`
apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec: { jobTemplate: { spec: { template: { metadata: { labels: { team: orders } }, spec: { containers: [] } } } } }
`),
      findings: [
        "report: labels of its pods: cost-center is missing\nat spec.jobTemplate.spec.template.metadata.labels\nfix: add cost-center to spec.jobTemplate.spec.template.metadata.labels",
      ],
    },
    {
      title: "another key that is asked for",
      resources: deployment("team: orders"),
      config: { required: ["department"] },
      findings: [missing("department")],
    },
    {
      title: "a value that is not allowed",
      resources: deployment('cost-center: "1042", team: orders'),
      config: { allowed: { "cost-center": "^cc-[0-9]{4}$" } },
      findings: [
        `orders: labels of its pods: cost-center is 1042, which does not match ^cc-[0-9]{4}$\nat ${at}.cost-center\nfix: use one of the allowed values`,
      ],
    },
    {
      title: "a namespace of the cluster's own that is not left out",
      resources: deployment("team: orders", "kube-system"),
      config: { ignoredNamespaces: [] },
      findings: [missing("cost-center")],
    },
  ],
  passes: [
    { title: "a Deployment whose pods carry the labels", resources: deployment("cost-center: cc-1042, team: orders") },
    { title: "what runs in a namespace of the cluster's own", resources: deployment("app: proxy", "kube-system") },
    { title: "that namespace", resources: manifests("{ apiVersion: v1, kind: Namespace, metadata: { name: kube-system } }") },
    {
      title: "an allowed value",
      resources: deployment("cost-center: cc-1042, team: orders"),
      config: { allowed: { "cost-center": ["cc-1042"], stage: ["dev"] } },
    },
    {
      title: "a Rollout of a Deployment that is elsewhere",
      resources: manifests(
        "{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: orders }, spec: { workloadRef: { name: orders } } }",
      ),
    },
  ],
};
