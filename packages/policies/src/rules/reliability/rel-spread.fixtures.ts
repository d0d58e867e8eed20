import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (spec: string, replicas = 3): ReturnType<typeof manifests> =>
  manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec: { replicas: ${replicas}, template: { metadata: { labels: { app: orders } }, spec: { containers: [], ${spec} } } }
`);

const constraint = (topology: string, app = "orders"): string =>
  `{ maxSkew: 1, topologyKey: ${topology}, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: ${app} } } }`;
const [host, zone] = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];
const term = (topology: string): string => `{ topologyKey: ${topology}, labelSelector: { matchLabels: { app: orders } } }`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "three replicas that may share a node",
      resources: deployment(""),
      findings: [
        "orders: the pods of orders may all run on one node and in one zone\nat spec.template.spec\nfix: add topologySpreadConstraints for kubernetes.io/hostname and topology.kubernetes.io/zone that select the pods",
      ],
    },
    {
      title: "a spread over nodes alone",
      resources: deployment(`topologySpreadConstraints: [${constraint(host)}]`),
      findings: [
        "orders: the pods of orders may all run in one zone\nat spec.template.spec\nfix: add topologySpreadConstraints for topology.kubernetes.io/zone that select the pods",
      ],
    },
    {
      title: "a constraint that counts the pods of another workload",
      resources: deployment(`topologySpreadConstraints: [${constraint(host)}, ${constraint(zone, "payments")}]`),
      findings: [
        "orders: the pods of orders may all run in one zone\nat spec.template.spec\nfix: add topologySpreadConstraints for topology.kubernetes.io/zone that select the pods",
      ],
    },
    {
      title: "a topology of one's own",
      resources: deployment(`topologySpreadConstraints: [${constraint(host)}]`),
      config: { topologies: ["example.com/rack"] },
      findings: [
        "orders: the pods of orders may all run in one example.com/rack\nat spec.template.spec\nfix: add topologySpreadConstraints for example.com/rack that select the pods",
      ],
    },
  ],
  passes: [
    { title: "a spread over nodes and zones", resources: deployment(`topologySpreadConstraints: [${constraint(host)}, ${constraint(zone)}]`) },
    {
      title: "anti-affinity, required and preferred",
      resources: deployment(
        `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${term(host)}], preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: ${term(zone)} }] } }`,
      ),
    },
    { title: "a single pod", resources: deployment("", 1) },
    { title: "a namespace of the cluster's own", resources: deployment(""), config: { ignoredNamespaces: ["shop"] } },
    {
      title: "a Rollout of a Deployment that is elsewhere",
      resources: manifests(
        "{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: orders }, spec: { replicas: 3, workloadRef: { name: orders } } }",
      ),
    },
  ],
};
