import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const service = (spec: string, annotations = ""): Given[] =>
  manifests(`{ apiVersion: v1, kind: Service, metadata: { name: orders, annotations: { ${annotations} } }, spec: { ${spec} } }`);
const ingress = (spec: string, annotations = ""): Given[] =>
  manifests(`{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: shop, annotations: { ${annotations} } }, spec: { ${spec} } }`);

const open =
  'orders: its load balancer is open to the internet\nat spec.type\nfix: annotate it with service.beta.kubernetes.io/aws-load-balancer-scheme: "internal", or name the networks in loadBalancerSourceRanges';
const host = "rules: [{ host: shop.example.com }]";

export const fixtures: RuleFixtures = {
  fails: [
    { title: "a load balancer that is open to the internet", resources: service("type: LoadBalancer"), findings: [open] },
    {
      title: "a load balancer that says so",
      resources: service(
        "type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb",
        "service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing",
      ),
      findings: [open],
    },
    {
      title: "a source range that is everything",
      resources: service('type: LoadBalancer, loadBalancerSourceRanges: ["10.0.0.0/8", "0.0.0.0/0"]'),
      findings: [open],
    },
    {
      title: "a port on every node",
      resources: service("type: NodePort"),
      findings: ["orders: it opens a port on every node\nat spec.type\nfix: use type ClusterIP behind an Ingress, or an internal LoadBalancer"],
    },
    {
      title: "addresses of others",
      resources: service('externalIPs: ["203.0.113.7"]'),
      findings: ["orders: it takes over addresses of others (CVE-2020-8554)\nat spec.externalIPs\nfix: leave externalIPs off"],
    },
    {
      title: "an Ingress without TLS",
      resources: ingress(host),
      findings: [
        "shop: it serves without TLS\nat spec.tls\nfix: add tls with the Secret of a certificate, or alb.ingress.kubernetes.io/certificate-arn",
      ],
    },
    {
      title: "an Ingress for every host (advice)",
      resources: ingress("tls: [{ secretName: shop }], rules: [{ http: { paths: [] } }]"),
      findings: ["shop: it takes requests for every host\nat spec.rules[0]\nfix: name the host"],
    },
  ],
  passes: [
    {
      title: "an internal load balancer",
      resources: service("type: LoadBalancer", "service.beta.kubernetes.io/aws-load-balancer-scheme: internal"),
    },
    { title: "a load balancer for named networks", resources: service('type: LoadBalancer, loadBalancerSourceRanges: ["10.0.0.0/8"]') },
    {
      title: "a load balancer of a class that is internal by default",
      resources: service("type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb"),
    },
    {
      title: "a load balancer of a type that is internal by default",
      resources: service("type: LoadBalancer", "service.beta.kubernetes.io/aws-load-balancer-type: external"),
    },
    { title: "an internal load balancer of Google", resources: service("type: LoadBalancer", "networking.gke.io/load-balancer-type: Internal") },
    { title: "a Service inside the cluster", resources: service("type: ClusterIP") },
    { title: "ports of nodes where they are wanted", resources: service("type: NodePort"), config: { nodePorts: true } },
    { title: "an Ingress with a certificate", resources: ingress(`tls: [{ secretName: shop }], ${host}`) },
    {
      title: "an Ingress with a certificate of AWS",
      resources: ingress(host, 'alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:123456789012:certificate/1"'),
    },
    { title: "an Ingress that listens for HTTPS", resources: ingress(host, `alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS":443}]'`) },
  ],
};
