import { texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { namespaceOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";

/**
 * No pod reaches the node that it runs on: what the Pod Security Standard `baseline` forbids. Privileged containers, the node's namespaces (`hostNetwork`,
 * `hostPID`, `hostIPC`), its files (`hostPath`), its ports (`hostPort`), and capabilities beyond those that a container runtime gives. Agents of the cluster
 * need some of it: exempt them, or name their namespaces.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const secK8sPrivileged = resourceRule({
  id: "sec-k8s-privileged",
  title: "No privileged pods",
  severity: "critical",
  must: "not reach the node that they run on",
  because: "who breaks into such a container has the node, and every pod on it",
  fix: "remove it, or exempt the workload with the reason",
  appliesTo: podRunners,
  config: {
    allowedCapabilities: texts("Capabilities that containers may add.", [
      "AUDIT_WRITE",
      "CHOWN",
      "DAC_OVERRIDE",
      "FOWNER",
      "FSETID",
      "KILL",
      "MKNOD",
      "NET_BIND_SERVICE",
      "SETFCAP",
      "SETGID",
      "SETPCAP",
      "SETUID",
      "SYS_CHROOT",
    ]),
    ignoredNamespaces: texts("Namespaces of agents that need their node.", ["kube-system"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const pod = podOf(resource);
    if (pod === undefined || config.ignoredNamespaces.includes(namespaceOf(resource) ?? "")) {
      return;
    }
    const forbid = (property: Property, what: string): void => {
      attempt(() => {
        if (property.boolean() === true) {
          report(what, { path: property.path });
        }
      });
    };
    forbid(pod.spec.at("hostNetwork"), "it uses the network of its node");
    forbid(pod.spec.at("hostPID"), "it sees the processes of its node");
    forbid(pod.spec.at("hostIPC"), "it shares memory with the processes of its node");
    attempt(() => {
      for (const volume of pod.spec.at("volumes").items()) {
        attempt(() => {
          if (!volume.at("hostPath").isAbsent) {
            report(`it mounts ${volume.at("hostPath", "path").shown() || "a path"} of its node`, { path: volume.at("hostPath").path });
          }
        });
      }
    });
    for (const { name, property } of pod.containers) {
      const security = property.at("securityContext");
      forbid(security.at("privileged"), `container ${name} is privileged`);
      attempt(() => {
        for (const capability of security.at("capabilities", "add").items()) {
          attempt(() => {
            const added = capability.string()?.replace(/^CAP_/, "");
            if (added !== undefined && !config.allowedCapabilities.includes(added)) {
              report(`container ${name} adds the capability ${added}`, { path: capability.path });
            }
          });
        }
      });
      attempt(() => {
        for (const port of property.at("ports").items()) {
          attempt(() => {
            const hostPort = port.at("hostPort");
            if ((hostPort.number() ?? 0) !== 0) {
              report(`container ${name} takes port ${hostPort.shown()} of its node`, { path: hostPort.path });
            }
          });
        }
      });
    }
  },
});
