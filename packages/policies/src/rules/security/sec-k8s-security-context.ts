import { choices, texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { Detail } from "../../kernel/report";
import { resourceRule } from "../../kernel/rule";
import { namespaceOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";
import { BASELINE_CAPABILITIES, RESTRICTED_CAPABILITY, RESTRICTED_VOLUMES } from "../../kubernetes/podSecurity";

const DEMANDS = ["runAsNonRoot", "allowPrivilegeEscalation", "capabilities", "seccompProfile", "readOnlyRootFilesystem", "volumes"] as const;

/**
 * Every container runs with as few rights as it needs: what the Pod Security Standard `restricted` demands beyond `baseline`, and a root file system that it
 * can't write to. A container's own setting goes before its pod's. Root is not asked about in a pod that has a user namespace (`hostUsers: false`), where it
 * is nobody on the node. Windows pods have none of these.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const secK8sSecurityContext = resourceRule({
  id: "sec-k8s-security-context",
  title: "Restricted containers",
  severity: "high",
  must: "run each container without root, without new privileges and without capabilities",
  because: "each of these is what an exploit uses next",
  fix: "set the securityContext of the container",
  remedy:
    "sets `allowPrivilegeEscalation: false` and the seccomp profile `RuntimeDefault`; what may keep an image from starting is left to its owner",
  compliance: {
    podSecurity: [
      "Restricted: Running as Non-root",
      "Restricted: Volume Types",
      "Restricted: Privilege Escalation",
      "Restricted: Seccomp",
      "Restricted: Capabilities",
    ],
    cisKubernetes: ["5.2.6", "5.2.7", "5.2.8", "5.2.9", "5.6.2"],
    cisEks: ["4.2.5"],
    nsaCisa: ["Non-root containers and rootless container engines", "Immutable container file systems", "Pod security enforcement"],
    cwe: ["CWE-250"],
  },
  appliesTo: podRunners,
  config: {
    required: choices("What is demanded of each container, and of the volumes of its pod.", DEMANDS),
    ignoredNamespaces: texts("Namespaces of agents that need more.", ["kube-system"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const pod = podOf(resource);
    if (pod === undefined || config.ignoredNamespaces.includes(namespaceOf(resource) ?? "") || pod.spec.at("os", "name").string() === "windows") {
      return;
    }
    attempt(() => {
      for (const volume of config.required.includes("volumes") ? pod.spec.at("volumes").items() : []) {
        attempt(() => {
          const kind = volume.entries().find(([key, source]) => key !== "name" && !source.isAbsent)?.[0];
          // What is on the node is for sec-k8s-privileged.
          if (kind !== undefined && kind !== "hostPath" && !RESTRICTED_VOLUMES.includes(kind)) {
            report(`it mounts a volume of type ${kind}`, { path: volume.at(kind).path, fix: "mount it by a PersistentVolumeClaim" });
          }
        });
      }
    });
    for (const { name, property } of pod.containers) {
      const own = property.at("securityContext");
      const demand = (key: (typeof DEMANDS)[number], holds: () => boolean, what: string, fix: string, remedy?: Detail["remedy"]): void => {
        if (config.required.includes(key)) {
          attempt(() => {
            if (!holds()) {
              report(`container ${name} ${what}`, { path: (own.isAbsent ? property : own).path, fix, ...(remedy && { remedy }) });
            }
          });
        }
      };
      /** The setting that is in force: the container's own, else the pod's. */
      const either = (...keys: string[]): Property =>
        [own.at(...keys), pod.spec.at("securityContext", ...keys)].find((one) => !one.isAbsent) ?? own.at(...keys);
      demand(
        "runAsNonRoot",
        () => {
          const [user, promise, hostUsers] = [either("runAsUser"), either("runAsNonRoot"), pod.spec.at("hostUsers")];
          if (!hostUsers.isUnknown && hostUsers.boolean() === false) {
            return true;
          }
          // Root that is promised not to be root never starts.
          const holds = promise.boolean() === true ? user.isUnknown || user.number() !== 0 : (user.number() ?? 0) > 0;
          return holds || hostUsers.boolean() === false;
        },
        "may run as root",
        "set securityContext.runAsNonRoot: true",
      );
      demand(
        "allowPrivilegeEscalation",
        () => own.at("allowPrivilegeEscalation").boolean() === false,
        "may gain privileges",
        "set securityContext.allowPrivilegeEscalation: false",
        gainsByItself(own) ? undefined : [own.at("allowPrivilegeEscalation").changedTo(false)],
      );
      const dropsAll = (): boolean =>
        own
          .at("capabilities", "drop")
          .items()
          .some((capability) => capability.string() === "ALL");
      demand("capabilities", dropsAll, "keeps the capabilities of its runtime", 'set securityContext.capabilities.drop: ["ALL"]');
      attempt(() => {
        if (!config.required.includes("capabilities") || !dropsAll()) {
          return;
        }
        for (const capability of own.at("capabilities", "add").items()) {
          attempt(() => {
            const added = capability.string()?.replace(/^CAP_/, "") ?? "";
            // Others are for sec-k8s-privileged.
            if (BASELINE_CAPABILITIES.includes(added) && added !== RESTRICTED_CAPABILITY) {
              report(`container ${name} takes the capability ${added} back`, { path: capability.path, fix: `leave ${added} off` });
            }
          });
        }
      });
      demand(
        "seccompProfile",
        () => ["RuntimeDefault", "Localhost"].includes(either("seccompProfile", "type").string() ?? ""),
        "may make every system call",
        "set securityContext.seccompProfile.type: RuntimeDefault",
        [own.at("seccompProfile", "type").changedTo("RuntimeDefault")],
      );
      demand(
        "readOnlyRootFilesystem",
        () => own.at("readOnlyRootFilesystem").boolean() === true,
        "can write to its own file system",
        "set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where it writes",
      );
    }
  },
});

/** Kubernetes refuses to forbid new privileges to what has them all. What is not known may be that. */
function gainsByItself(context: Property): boolean {
  const [privileged, added] = [context.at("privileged"), context.at("capabilities", "add")];
  if (privileged.isUnknown || added.isUnknown) {
    return true;
  }
  return privileged.boolean() === true || added.items().some((one) => one.isUnknown || /^(CAP_)?SYS_ADMIN$/.test(one.string() ?? ""));
}
