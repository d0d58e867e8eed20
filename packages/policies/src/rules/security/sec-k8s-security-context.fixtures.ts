import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const deployment = (container: string, pod = "", namespace = "shop"): Given[] =>
  manifests(
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders, namespace: ${namespace} }, spec: { template: { spec: { ${pod}containers: [{ name: web, ${container} }] } } } }`,
  );

const restricted = `securityContext: {
  runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true,
  capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }`;
const without = (setting: string): string => restricted.replace(setting, "");
const at = "at spec.template.spec.containers[0].securityContext";

const root = `orders: container web may run as root\n${at}\nfix: set securityContext.runAsNonRoot: true`;
const escalation = `orders: container web may gain privileges\n${at}\nfix: set securityContext.allowPrivilegeEscalation: false`;
const capabilities = `orders: container web keeps the capabilities of its runtime\n${at}\nfix: set securityContext.capabilities.drop: ["ALL"]`;
const seccomp = `orders: container web may make every system call\n${at}\nfix: set securityContext.seccompProfile.type: RuntimeDefault`;
const writable = `orders: container web can write to its own file system\n${at}\nfix: set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where it writes`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a container without a security context",
      resources: deployment("image: orders:1"),
      findings: [root, escalation, capabilities, seccomp, writable].map((finding) => finding.replace(".securityContext\n", "\n")),
      remedied: deployment("image: orders:1, securityContext: { allowPrivilegeEscalation: false, seccompProfile: { type: RuntimeDefault } }"),
    },
    { title: "a container that may run as root", resources: deployment(without("runAsNonRoot: true,")), findings: [root] },
    { title: "the user root", resources: deployment(restricted.replace("runAsNonRoot: true", "runAsUser: 0")), findings: [root] },
    {
      title: "the user root beside a promise that there is none, which never starts",
      resources: deployment(restricted.replace("runAsNonRoot: true", "runAsNonRoot: true, runAsUser: 0")),
      findings: [root],
    },
    {
      title: "a container that may gain privileges",
      resources: deployment(restricted.replace("Escalation: false", "Escalation: true")),
      findings: [escalation],
    },
    {
      title: "a privileged container, which can't be told to gain none",
      resources: deployment(restricted.replace("allowPrivilegeEscalation: false", "privileged: true")),
      findings: [escalation],
      remedied: deployment(restricted.replace("allowPrivilegeEscalation: false", "privileged: true")),
    },
    {
      title: "a container that may do what root may",
      resources: deployment(
        restricted.replace("allowPrivilegeEscalation: false, ", "").replace("{ drop: [ALL] }", "{ drop: [ALL], add: [CAP_SYS_ADMIN] }"),
      ),
      findings: [escalation],
      remedied: deployment(
        restricted.replace("allowPrivilegeEscalation: false, ", "").replace("{ drop: [ALL] }", "{ drop: [ALL], add: [CAP_SYS_ADMIN] }"),
      ),
    },
    { title: "some dropped capabilities", resources: deployment(restricted.replace("[ALL]", "[NET_RAW]")), findings: [capabilities] },
    {
      title: "a capability that is taken back",
      resources: deployment(restricted.replace("drop: [ALL]", "drop: [ALL], add: [NET_BIND_SERVICE, CHOWN]")),
      findings: [`orders: container web takes the capability CHOWN back\n${at}.capabilities.add[1]\nfix: leave CHOWN off`],
    },
    {
      title: "a volume that anybody who may create pods chooses",
      resources: deployment(restricted, "volumes: [{ name: data, nfs: { server: files.internal, path: / } }], "),
      findings: ["orders: it mounts a volume of type nfs\nat spec.template.spec.volumes[0].nfs\nfix: mount it by a PersistentVolumeClaim"],
    },
    { title: "no filter of system calls", resources: deployment(restricted.replace("RuntimeDefault", "Unconfined")), findings: [seccomp] },
    { title: "a writable file system", resources: deployment(without("readOnlyRootFilesystem: true,")), findings: [writable] },
    {
      title: "only what is asked for",
      resources: deployment("securityContext: { privileged: false }"),
      config: { required: ["capabilities"] },
      findings: [capabilities],
    },
    {
      title: "a container's setting that undoes its pod's",
      resources: deployment(restricted.replace("runAsNonRoot: true", "runAsNonRoot: false"), "securityContext: { runAsNonRoot: true }, "),
      findings: [root],
    },
  ],
  passes: [
    { title: "a restricted container", resources: deployment(restricted) },
    {
      title: "settings of the pod",
      resources: deployment(
        restricted.replace("runAsNonRoot: true,", "").replace("seccompProfile: { type: RuntimeDefault }", ""),
        "securityContext: { runAsUser: 10001, seccompProfile: { type: Localhost } }, ",
      ),
    },
    { title: "root in a user namespace", resources: deployment(without("runAsNonRoot: true,"), "hostUsers: false, ") },
    {
      title: "the capability to listen below port 1024",
      resources: deployment(restricted.replace("drop: [ALL]", "drop: [ALL], add: [NET_BIND_SERVICE]")),
    },
    {
      title: "volumes that no pod brings along",
      resources: deployment(restricted, "volumes: [{ name: data, persistentVolumeClaim: { claimName: orders } }, { name: cache, emptyDir: {} }], "),
    },
    {
      title: "a volume where volumes are not asked about",
      resources: deployment(restricted, "volumes: [{ name: data, nfs: { server: files.internal, path: / } }], "),
      config: { required: ["runAsNonRoot"] },
    },
    { title: "a Windows pod", resources: deployment("image: orders:1", "os: { name: windows }, ") },
    { title: "an agent of the cluster", resources: deployment("image: proxy:1", "", "kube-system") },
    { title: "a namespace that is named", resources: deployment("image: agent:1"), config: { ignoredNamespaces: ["shop"] } },
  ],
};
