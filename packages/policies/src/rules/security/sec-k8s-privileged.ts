import { texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { namespaceOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";
import { APPARMOR_ANNOTATION, BASELINE_CAPABILITIES, SAFE_SYSCTLS, SELINUX_TYPES } from "../../kubernetes/podSecurity";

/** Where a container, or its node for it, may be told to send a request. */
const REQUESTS = [["livenessProbe"], ["readinessProbe"], ["startupProbe"], ["lifecycle", "postStart"], ["lifecycle", "preStop"]] as const;

/**
 * No pod reaches the node that it runs on: what the Pod Security Standard `baseline` forbids. Privileged containers and Windows' host processes, the node's
 * namespaces (`hostNetwork`, `hostPID`, `hostIPC`), its files (`hostPath`), its ports (`hostPort`), capabilities beyond those that a container runtime gives,
 * kernel parameters that are not the pod's own, all of `/proc`, requests that the node sends elsewhere (`host` of a probe or a hook), and confinement that is
 * turned off or chosen (seccomp, AppArmor, SELinux). Agents of the cluster need some of it: exempt them, or name their namespaces.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const secK8sPrivileged = resourceRule({
  id: "sec-k8s-privileged",
  title: "No privileged pods",
  severity: "critical",
  must: "not reach the node that they run on",
  because: "who breaks into such a container has the node, and every pod on it",
  fix: "remove it, or exempt the workload with the reason",
  compliance: {
    podSecurity: [
      "Baseline: Privileged Containers",
      "Baseline: HostProcess",
      "Baseline: Host Namespaces",
      "Baseline: Capabilities",
      "Baseline: HostPath Volumes",
      "Baseline: Host Ports",
      "Baseline: Host Probes / Lifecycle Hooks",
      "Baseline: AppArmor",
      "Baseline: SELinux",
      "Baseline: /proc Mount Type",
      "Baseline: Seccomp",
      "Baseline: Sysctls",
    ],
    cisKubernetes: ["5.2.2", "5.2.3", "5.2.4", "5.2.5", "5.2.10", "5.2.11", "5.2.12"],
    cisEks: ["4.2.1", "4.2.2", "4.2.3", "4.2.4"],
    nsaCisa: ["Pod security enforcement"],
    cwe: ["CWE-250"],
  },
  appliesTo: podRunners,
  config: {
    allowedCapabilities: texts("Capabilities that containers may add.", BASELINE_CAPABILITIES),
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
    const refuse = (property: Property, isWrong: (value: string) => boolean, what: string): void => {
      attempt(() => {
        const value = property.string() ?? "";
        if (value !== "" && isWrong(value)) {
          report(`${what} ${property.shown()}`, { path: property.path });
        }
      });
    };
    const confine = (who: string, security: Property): void => {
      forbid(security.at("windowsOptions", "hostProcess"), `${who} is a process of its node`);
      refuse(security.at("seccompProfile", "type"), (type) => type === "Unconfined", `${who} turns the filter of system calls off:`);
      refuse(security.at("appArmorProfile", "type"), (type) => type === "Unconfined", `${who} turns AppArmor off:`);
      refuse(security.at("seLinuxOptions", "type"), (type) => !SELINUX_TYPES.includes(type), `${who} runs as the SELinux type`);
      refuse(security.at("seLinuxOptions", "user"), () => true, `${who} runs as the SELinux user`);
      refuse(security.at("seLinuxOptions", "role"), () => true, `${who} runs as the SELinux role`);
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
    attempt(() => {
      for (const sysctl of pod.spec.at("securityContext", "sysctls").items()) {
        refuse(sysctl.at("name"), (name) => !SAFE_SYSCTLS.includes(name), "it sets the kernel parameter");
      }
    });
    attempt(() => {
      for (const [key, profile] of pod.metadata
        .at("annotations")
        .entries()
        .filter(([name]) => name.startsWith(APPARMOR_ANNOTATION))) {
        refuse(profile, (value) => value === "unconfined", `container ${key.slice(APPARMOR_ANNOTATION.length)} turns AppArmor off:`);
      }
    });
    confine("it", pod.spec.at("securityContext"));
    for (const { name, property } of pod.containers) {
      const security = property.at("securityContext");
      forbid(security.at("privileged"), `container ${name} is privileged`);
      confine(`container ${name}`, security);
      attempt(() => {
        // In a user namespace of its own the pod is not root of the node.
        if (pod.spec.at("hostUsers").boolean() !== false) {
          refuse(security.at("procMount"), (type) => type !== "Default", `container ${name} sees all of /proc:`);
        }
      });
      for (const place of REQUESTS) {
        for (const kind of ["httpGet", "tcpSocket"]) {
          refuse(property.at(...place, kind, "host"), () => true, `container ${name} makes its node send requests to`);
        }
      }
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
