import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const pod = (spec: string, namespace = "shop"): Given[] =>
  manifests(`{ apiVersion: v1, kind: Pod, metadata: { name: agent, namespace: ${namespace} }, spec: { ${spec} } }`);
const container = (properties: string): Given[] => pod(`containers: [{ name: main, ${properties} }]`);
const daemonSet = (spec: string): Given[] =>
  manifests(`{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: agent }, spec: { template: { spec: { ${spec} } } } }`);

const fix = "fix: remove it, or exempt the workload with the reason";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a privileged container",
      resources: container("securityContext: { privileged: true }"),
      findings: [`agent: container main is privileged\nat spec.containers[0].securityContext.privileged\n${fix}`],
    },
    {
      title: "the network, the processes and the memory of the node",
      resources: daemonSet("hostNetwork: true, hostPID: true, hostIPC: true, containers: []"),
      findings: [
        `agent: it uses the network of its node\nat spec.template.spec.hostNetwork\n${fix}`,
        `agent: it sees the processes of its node\nat spec.template.spec.hostPID\n${fix}`,
        `agent: it shares memory with the processes of its node\nat spec.template.spec.hostIPC\n${fix}`,
      ],
    },
    {
      title: "the socket of the container runtime",
      resources: pod("volumes: [{ name: runtime, hostPath: { path: /run/containerd/containerd.sock } }], containers: []"),
      findings: [`agent: it mounts /run/containerd/containerd.sock of its node\nat spec.volumes[0].hostPath\n${fix}`],
    },
    {
      title: "a capability of an init container",
      resources: pod('initContainers: [{ name: setup, securityContext: { capabilities: { add: ["CAP_SYS_ADMIN"] } } }], containers: []'),
      findings: [`agent: container setup adds the capability SYS_ADMIN\nat spec.initContainers[0].securityContext.capabilities.add[0]\n${fix}`],
    },
    {
      title: "a port of the node",
      resources: container("ports: [{ containerPort: 8080, hostPort: 8080 }]"),
      findings: [`agent: container main takes port 8080 of its node\nat spec.containers[0].ports[0].hostPort\n${fix}`],
    },
    {
      title: "a capability that is not allowed here",
      resources: container("securityContext: { capabilities: { add: [CHOWN] } }"),
      config: { allowedCapabilities: [] },
      findings: [`agent: container main adds the capability CHOWN\nat spec.containers[0].securityContext.capabilities.add[0]\n${fix}`],
    },
  ],
  passes: [
    { title: "a container that asks for nothing", resources: container("securityContext: { privileged: false }, ports: [{ containerPort: 8080 }]") },
    { title: "a capability that every runtime gives", resources: container("securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }") },
    { title: "an agent of the cluster", resources: pod("hostNetwork: true, containers: []", "kube-system") },
    {
      title: "a namespace that is named",
      resources: pod("hostNetwork: true, containers: []", "monitoring"),
      config: { ignoredNamespaces: ["monitoring"] },
    },
  ],
};
