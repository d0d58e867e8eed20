import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const workload = ({ kind = "Deployment", labels = "app: orders", metadata = "", namespace = "shop" } = {}): Given[] =>
  manifests(`
apiVersion: apps/v1
kind: ${kind}
metadata: { name: orders, namespace: ${namespace}, ${metadata} }
spec:
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: web }] }
---
apiVersion: v1
kind: Service
metadata: { name: orders-web, namespace: ${namespace} }
spec: { selector: { app: orders } }
`);

const level = (service: string, query = "rate(errors[{{.window}}])"): Given[] =>
  manifests(`
apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: level, namespace: monitoring }
spec:
  service: ${service}
  slos: [{ name: availability, objective: 99.9, sli: { events: { errorQuery: '${query}', totalQuery: "rate(requests[{{.window}}])" } } }]
`);

const rules = (service: string, namespace: string): Given[] =>
  manifests(`
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: monitoring }
spec:
  groups:
    - name: ${service}
      rules: [{ record: "slo:sli_error:ratio_rate5m", expr: "vector(0)", labels: { service: ${service}, slo: availability, namespace: ${namespace} } }]
`);

const service = (name: string, port: string): Given[] =>
  manifests(`
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: orders }, ports: [${port}] }
`);

const missing = (service = "orders"): string =>
  `orders: no SLO for orders, which Service orders-web exposes\nfix: add an SLO whose service is ${service}: a ServiceLevelObjective, a PrometheusServiceLevel, or a PrometheusRule with sloth_service: ${service}`;

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a Deployment behind a Service, without an SLO", resources: workload(), findings: [missing()] },
    { title: "the SLO of another service", resources: [...workload(), ...level("payments")], findings: [missing()] },
    {
      title: "the SLO of a service of that name in another namespace",
      resources: [...workload(), ...rules("orders", "staging")],
      findings: [missing()],
    },
    {
      title: "a Service whose business is metrics",
      resources: [...workload().slice(0, 1), ...service("business-metrics", "{ name: http, port: 80 }")],
      findings: [
        "orders: no SLO for orders, which Service business-metrics exposes\nfix: add an SLO whose service is orders: a ServiceLevelObjective, a PrometheusServiceLevel, or a PrometheusRule with sloth_service: orders",
      ],
    },
    {
      title: "a Service for metrics and for requests",
      resources: [...workload().slice(0, 1), ...service("orders-web", "{ name: http, port: 80 }, { name: metrics, port: 9090 }")],
      findings: [missing()],
    },
    {
      title: "an SLO that is only known by its PromQL, where that does not count",
      resources: [...workload(), ...level("checkout", 'rate(errors{job="orders"}[{{.window}}])')],
      config: { matchBy: ["label"] },
      findings: [missing()],
    },
    {
      title: "a service label that is not looked at",
      resources: [...workload({ labels: "app: orders, product: shop" }), ...level("shop")],
      findings: [missing()],
    },
    {
      title: "a tier that needs one",
      resources: workload({ labels: 'app: orders, tier: "1"' }),
      config: { tiers: ["1"] },
      findings: [missing()],
    },
    {
      title: "a tier by a label of one's own",
      resources: workload({ labels: "app: orders, criticality: high" }),
      config: { tiers: ["high"], tierLabel: "criticality" },
      findings: [missing()],
    },
    {
      title: "a namespace of the cluster's own that is not left out",
      resources: workload({ namespace: "kube-system" }),
      config: { ignoredNamespaces: [] },
      findings: [missing()],
    },
  ],
  passes: [
    { title: "a Deployment whose service has an SLO", resources: [...workload(), ...level("orders")] },
    { title: "rules for that service in its namespace", resources: [...workload({ kind: "StatefulSet" }), ...rules("orders", "shop")] },
    { title: "an SLO whose PromQL is about it", resources: [...workload(), ...level("checkout", 'rate(errors{job="orders"}[{{.window}}])')] },
    {
      title: "a workload that names its SLO",
      resources: [...workload({ metadata: "annotations: { firmament.dev/slo: checkout }" }), ...level("checkout")],
    },
    {
      title: "one that names it in an annotation of one's own",
      resources: [...workload({ metadata: "annotations: { acme.example/slo: checkout }" }), ...level("checkout")],
      config: { annotation: "acme.example/slo" },
    },
    {
      title: "a service label of one's own",
      resources: [...workload({ labels: "app: orders, product: shop" }), ...level("shop")],
      config: { serviceLabels: ["product"] },
    },
    { title: "a workload that no Service exposes", resources: workload().slice(0, 1) },
    {
      title: "a controller whose Services are for a collector of metrics alone",
      resources: [
        ...workload().slice(0, 1),
        ...service("orders-metrics-service", "{ name: https, port: 8443 }"),
        ...service("orders-exporter", "{ name: http-metrics, port: 8080 }, { port: 8081, targetPort: telemetry }"),
      ],
    },
    { title: "a tier that needs none", resources: workload({ labels: 'app: orders, tier: "3"' }), config: { tiers: ["1"] } },
    { title: "what runs in a namespace of the cluster's own", resources: workload({ namespace: "kube-system" }) },
  ],
};
