import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const workload = (pod = "", service = "", namespace = "shop"): Given[] =>
  manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: ${namespace} }
spec:
  template:
    metadata: { labels: { app: orders }, ${pod} }
    spec: { containers: [{ name: web, ports: [{ name: metrics, containerPort: 9090 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: orders-web, namespace: ${namespace}, labels: { team: orders }, ${service} }
spec: { selector: { app: orders }, ports: [{ name: http, port: 80 }, { name: metrics, port: 9090 }] }
`);

const monitor = (spec: string, { kind = "ServiceMonitor", namespace = "shop", group = "monitoring.coreos.com/v1" } = {}): Given[] =>
  manifests(`{ apiVersion: ${group}, kind: ${kind}, metadata: { name: monitor, namespace: ${namespace} }, spec: { ${spec} } }`);

const SELECTOR = "selector: { matchLabels: { team: orders } }";
const ENDPOINTS = "endpoints: [{ port: metrics }]";

const nothing =
  "orders: nothing scrapes orders, which Service orders-web exposes\nfix: add a ServiceMonitor that selects the labels of Service orders-web";

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a Deployment that nothing scrapes", resources: workload(), findings: [nothing] },
    {
      title: "a monitor that selects other labels",
      resources: [...workload(), ...monitor(`selector: { matchLabels: { app: orders } }, ${ENDPOINTS}`)],
      findings: [nothing],
    },
    {
      title: "a monitor in another namespace",
      resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}`, { namespace: "monitoring" })],
      findings: [nothing],
    },
    {
      title: "a monitor of another namespace",
      resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}, namespaceSelector: { matchNames: [payments] }`)],
      findings: [nothing],
    },
    {
      title: "a monitor that scrapes a port which the Service does not have",
      resources: [...workload(), ...monitor(`${SELECTOR}, endpoints: [{ port: prometheus }]`)],
      findings: [
        "orders: monitor selects Service orders-web, but scrapes no port that this has\nfix: name a port of Service orders-web in the endpoints of monitor",
      ],
    },
    {
      title: "a monitor of another Service",
      resources: [
        ...workload(),
        ...manifests(
          "{ apiVersion: v1, kind: Service, metadata: { name: payments, namespace: shop, labels: { team: payments } }, spec: { selector: { app: payments } } }",
        ),
        ...monitor(`selector: { matchLabels: { team: payments } }, ${ENDPOINTS}`),
      ],
      findings: [nothing],
    },
    {
      title: "a PodMonitor of a port that the pods do not have",
      resources: [...workload(), ...monitor("selector: {}, podMetricsEndpoints: [{ port: prometheus }]", { kind: "PodMonitor" })],
      findings: [nothing],
    },
    { title: "an annotation that says no", resources: workload('annotations: { prometheus.io/scrape: "false" }'), findings: [nothing] },
    {
      title: "an annotation that nobody goes by",
      resources: workload('annotations: { prometheus.io/scrape: "true" }'),
      config: { annotations: ["acme.example/scrape"] },
      findings: [nothing],
    },
    {
      title: "a namespace of the cluster's own that is not left out",
      resources: workload("", "", "kube-system"),
      config: { ignoredNamespaces: [] },
      findings: [nothing],
    },
  ],
  passes: [
    { title: "a Deployment whose Service a ServiceMonitor selects", resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}`)] },
    {
      title: "a monitor of every namespace",
      resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}, namespaceSelector: { any: true }`, { namespace: "monitoring" })],
    },
    {
      title: "a monitor of that namespace",
      resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}, namespaceSelector: { matchNames: [shop] }`, { namespace: "monitoring" })],
    },
    {
      title: "a monitor of a port of the pods",
      resources: [...workload(), ...monitor(`${SELECTOR}, endpoints: [{ targetPort: 9090 }]`)],
    },
    {
      title: "a monitor of a headless Service beside it",
      resources: [
        ...workload(),
        ...manifests(`
apiVersion: v1
kind: Service
metadata: { name: orders-metrics, namespace: shop, labels: { scrape: orders } }
spec: { selector: { app: orders }, clusterIP: None, ports: [{ name: metrics, port: 9090 }] }
`),
        ...monitor(`selector: { matchLabels: { scrape: orders } }, ${ENDPOINTS}`),
      ],
    },
    {
      title: "a PodMonitor",
      resources: [
        ...workload(),
        ...monitor("selector: { matchLabels: { app: orders } }, podMetricsEndpoints: [{ port: metrics }]", { kind: "PodMonitor" }),
      ],
    },
    {
      title: "a VMServiceScrape",
      resources: [...workload(), ...monitor(`${SELECTOR}, ${ENDPOINTS}`, { kind: "VMServiceScrape", group: "operator.victoriametrics.com/v1beta1" })],
    },
    {
      title: "a VMPodScrape of a port by its number",
      resources: [
        ...workload(),
        ...monitor("selector: {}, podMetricsEndpoints: [{ targetPort: 9090 }]", {
          kind: "VMPodScrape",
          group: "operator.victoriametrics.com/v1beta1",
        }),
      ],
    },
    {
      title: "a PodMonitoring",
      resources: [
        ...workload(),
        ...monitor("selector: { matchLabels: { app: orders } }, endpoints: [{ port: 9090 }]", {
          kind: "PodMonitoring",
          group: "monitoring.googleapis.com/v1",
        }),
      ],
    },
    { title: "an annotation of its pods", resources: workload('annotations: { prometheus.io/scrape: "true" }') },
    { title: "an annotation of its Service", resources: workload("", 'annotations: { ad.datadoghq.com/endpoints.checks: "{}" }') },
    { title: "a Deployment that no Service exposes", resources: workload().slice(0, 1) },
    { title: "what runs in a namespace of the cluster's own", resources: workload("", "", "kube-system") },
    {
      title: "a Rollout of a Deployment that is elsewhere",
      resources: manifests(
        "{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: orders }, spec: { workloadRef: { name: orders } } }",
      ),
    },
  ],
};
