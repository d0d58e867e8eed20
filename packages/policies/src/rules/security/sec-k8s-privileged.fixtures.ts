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
      title: "confinement that is turned off or chosen",
      resources: pod(
        `securityContext: { seccompProfile: { type: Unconfined }, seLinuxOptions: { type: spc_t, user: system_u } },
         containers: [{ name: main, securityContext: { appArmorProfile: { type: Unconfined }, seLinuxOptions: { role: system_r } } }]`,
      ),
      findings: [
        `agent: it turns the filter of system calls off: Unconfined\nat spec.securityContext.seccompProfile.type\n${fix}`,
        `agent: it runs as the SELinux type spc_t\nat spec.securityContext.seLinuxOptions.type\n${fix}`,
        `agent: it runs as the SELinux user system_u\nat spec.securityContext.seLinuxOptions.user\n${fix}`,
        `agent: container main turns AppArmor off: Unconfined\nat spec.containers[0].securityContext.appArmorProfile.type\n${fix}`,
        `agent: container main runs as the SELinux role system_r\nat spec.containers[0].securityContext.seLinuxOptions.role\n${fix}`,
      ],
    },
    {
      title: "AppArmor that an annotation turns off",
      resources: manifests(
        "{ apiVersion: v1, kind: Pod, metadata: { name: agent, annotations: { container.apparmor.security.beta.kubernetes.io/main: unconfined } }, spec: { containers: [] } }",
      ),
      findings: [
        `agent: container main turns AppArmor off: unconfined\nat metadata.annotations["container.apparmor.security.beta.kubernetes.io/main"]\n${fix}`,
      ],
    },
    {
      title: "a process of a Windows node",
      resources: container("securityContext: { windowsOptions: { hostProcess: true } }"),
      findings: [`agent: container main is a process of its node\nat spec.containers[0].securityContext.windowsOptions.hostProcess\n${fix}`],
    },
    {
      title: "a kernel parameter of the whole node",
      resources: pod("securityContext: { sysctls: [{ name: kernel.msgmax, value: '65536' }] }, containers: []"),
      findings: [`agent: it sets the kernel parameter kernel.msgmax\nat spec.securityContext.sysctls[0].name\n${fix}`],
    },
    {
      title: "all of /proc",
      resources: container("securityContext: { procMount: Unmasked }"),
      findings: [`agent: container main sees all of /proc: Unmasked\nat spec.containers[0].securityContext.procMount\n${fix}`],
    },
    {
      title: "requests that the node sends elsewhere",
      resources: container(`
        livenessProbe: { httpGet: { host: 169.254.169.254, port: 80 } }, readinessProbe: { tcpSocket: { host: db.internal, port: 5432 } },
        startupProbe: { httpGet: { host: shop.internal, port: 80 } },
        lifecycle: { postStart: { httpGet: { host: hook.internal, port: 80 } }, preStop: { tcpSocket: { host: queue.internal, port: 5672 } } }`),
      findings: [
        `agent: container main makes its node send requests to 169.254.169.254\nat spec.containers[0].livenessProbe.httpGet.host\n${fix}`,
        `agent: container main makes its node send requests to db.internal\nat spec.containers[0].readinessProbe.tcpSocket.host\n${fix}`,
        `agent: container main makes its node send requests to shop.internal\nat spec.containers[0].startupProbe.httpGet.host\n${fix}`,
        `agent: container main makes its node send requests to hook.internal\nat spec.containers[0].lifecycle.postStart.httpGet.host\n${fix}`,
        `agent: container main makes its node send requests to queue.internal\nat spec.containers[0].lifecycle.preStop.tcpSocket.host\n${fix}`,
      ],
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
    {
      title: "confinement by the profiles of containers",
      resources: pod(
        `securityContext: { seccompProfile: { type: RuntimeDefault }, seLinuxOptions: { type: container_t, level: "s0:c1,c2" } },
         containers: [{ name: main, securityContext: { appArmorProfile: { type: Localhost, localhostProfile: orders }, procMount: Default } }]`,
      ),
    },
    {
      title: "a kernel parameter of the pod's own",
      resources: pod("securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: '0' }] }, containers: []"),
    },
    {
      title: "all of /proc in a user namespace",
      resources: pod("hostUsers: false, containers: [{ name: main, securityContext: { procMount: Unmasked } }]"),
    },
    { title: "an agent of the cluster", resources: pod("hostNetwork: true, containers: []", "kube-system") },
    {
      title: "a namespace that is named",
      resources: pod("hostNetwork: true, containers: []", "monitoring"),
      config: { ignoredNamespaces: ["monitoring"] },
    },
  ],
};
