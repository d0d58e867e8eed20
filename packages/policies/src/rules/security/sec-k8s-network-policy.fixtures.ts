import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (spec = ""): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec: { template: { metadata: { labels: { app: orders } }, spec: { ${spec}containers: [] } } }
---`;

const policy = (spec: string, namespace = "shop"): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders-policy, namespace: ${namespace} }
spec: { ${spec} }
---`;

const own = "podSelector: { matchLabels: { app: orders } }";
const both = "policyTypes: [Ingress, Egress]";
const uncovered = (directions: string, types: string): string =>
  `orders: no network policy covers the ${directions} of orders\nfix: add a NetworkPolicy that selects the pods, with policyTypes ${types}`;
const neither = uncovered("ingress and egress", "Ingress and Egress");

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a workload without a network policy", resources: manifests(deployment()), findings: [neither] },
    {
      title: "a policy for what comes in alone",
      resources: manifests(deployment() + policy(`${own}, ingress: []`)),
      findings: [uncovered("egress", "Egress")],
    },
    {
      title: "a policy for other pods",
      resources: manifests(deployment() + policy(`podSelector: { matchLabels: { app: payments } }, ${both}`)),
      findings: [neither],
    },
    { title: "a policy in another namespace", resources: manifests(deployment() + policy(`podSelector: {}, ${both}`, "other")), findings: [neither] },
    {
      title: "a CronJob",
      resources: manifests(`
apiVersion: batch/v1
kind: CronJob
metadata: { name: orders, namespace: shop }
spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: orders } }, spec: { containers: [] } } } } }
`),
      findings: [neither],
    },
    {
      title: "a policy of Cilium for what goes out",
      resources: manifests(
        `${deployment()}\n{ apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: { name: out, namespace: shop }, spec: { endpointSelector: { matchLabels: { app: orders } }, egress: [] } }`,
      ),
      findings: [uncovered("ingress", "Ingress")],
    },
  ],
  passes: [
    { title: "a policy for both directions", resources: manifests(deployment() + policy(`${own}, ${both}`)) },
    { title: "rules for both directions", resources: manifests(deployment() + policy(`${own}, ingress: [], egress: [{ to: [] }]`)) },
    {
      title: "one policy for each direction, of the whole namespace",
      resources: manifests(
        deployment() +
          policy("podSelector: {}, policyTypes: [Ingress]") +
          policy("podSelector: {}, policyTypes: [Egress]").replace("orders-policy", "out"),
      ),
    },
    {
      title: "a policy of Cilium for the whole cluster",
      resources: manifests(
        `${deployment()}\n{ apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: { name: all }, spec: { endpointSelector: {}, ingressDeny: [], egress: [] } }`,
      ),
    },
    { title: "only what is asked for", resources: manifests(deployment() + policy(`${own}`)), config: { directions: ["ingress"] } },
    { title: "pods on the network of their node", resources: manifests(deployment("hostNetwork: true, ")) },
    { title: "a namespace of the cluster's own", resources: manifests(deployment()), config: { ignoredNamespaces: ["shop"] } },
  ],
};
