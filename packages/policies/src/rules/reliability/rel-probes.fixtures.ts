import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (container: string, kind = "apps/v1 Deployment"): ReturnType<typeof manifests> => {
  const [apiVersion, name] = kind.split(" ");
  return manifests(`
apiVersion: ${apiVersion}
kind: ${name}
metadata: { name: orders }
spec:
  template:
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/orders:1.9.2
          ${container.trim().replaceAll("\n", "\n          ")}
`);
};

const probed = `
ports:
  - { name: http, containerPort: 8080 }
readinessProbe: { httpGet: { path: /ready, port: http } }
livenessProbe: { httpGet: { path: /live, port: http } }
`;

const helped = (probe: string): ReturnType<typeof manifests> =>
  manifests(`
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: web
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: http } }
      livenessProbe: { httpGet: { path: /live, port: http } }
    - { name: reload, image: "reload:1"${probe} }
`);

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a container without probes",
      resources: deployment("ports: [{ name: http, containerPort: 8080 }]"),
      findings: [
        "orders: container web has no readinessProbe\nat spec.template.spec.containers[0]\nfix: add a readinessProbe to the container",
        "orders: container web has no livenessProbe\nat spec.template.spec.containers[0]\nfix: add a livenessProbe to the container",
      ],
    },
    {
      title: "a container that is restarted whenever it is not ready",
      resources: deployment(probed.replaceAll("/live", "/ready")),
      findings: [
        "orders: container web is restarted by the same probe that takes it out of service\nat spec.template.spec.containers[0].livenessProbe\nfix: let the livenessProbe ask less than the readinessProbe, or give it a higher failureThreshold",
      ],
    },
    {
      title: "a probe of a port that is not there",
      resources: deployment(probed.replace("port: http }", "port: web }")),
      findings: [
        'orders: container web is probed at the port "web", which it does not have\nat spec.template.spec.containers[0].readinessProbe.httpGet.port\nfix: name one of its ports web, or probe one that it has',
      ],
    },
    {
      title: "a sidecar without probes",
      resources: manifests(`
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  initContainers:
    - { name: migrate, image: "migrate:1" }
    - { name: proxy, image: "proxy:1", restartPolicy: Always, readinessProbe: { tcpSocket: { port: "15021" } } }
  containers: []
`),
      findings: ["orders: container proxy has no livenessProbe\nat spec.initContainers[1]\nfix: add a livenessProbe to the container"],
    },
    {
      title: "a helper that may hang",
      resources: helped(""),
      findings: ["orders: container reload has no livenessProbe\nat spec.containers[1]\nfix: add a livenessProbe to the container"],
    },
    {
      title: "a container without the probe that is asked for",
      resources: deployment(probed),
      config: { required: ["startup"] },
      findings: ["orders: container web has no startupProbe\nat spec.template.spec.containers[0]\nfix: add a startupProbe to the container"],
    },
  ],
  passes: [
    { title: "a container with a readiness and a liveness probe", resources: deployment(probed) },
    {
      title: "the same question with more patience",
      resources: deployment(probed.replace("/live, port: http }", "/ready, port: http }, failureThreshold: 10")),
    },
    { title: "a helper that takes no requests", resources: helped(", livenessProbe: { exec: { command: [check] } }") },
    {
      title: "a Job",
      resources: manifests(
        "{ apiVersion: batch/v1, kind: Job, metadata: { name: report }, spec: { template: { spec: { containers: [{ name: report }] } } } }",
      ),
    },
    {
      title: "a Rollout of a Deployment that is elsewhere",
      resources: manifests(
        "{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: { name: orders }, spec: { workloadRef: { name: orders } } }",
      ),
    },
  ],
};
