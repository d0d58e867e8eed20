import { choices, texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { namespaceOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";

const DEMANDS = ["runAsNonRoot", "allowPrivilegeEscalation", "capabilities", "seccompProfile", "readOnlyRootFilesystem"] as const;

/**
 * Every container runs with as few rights as it needs: what the Pod Security Standard `restricted` demands beyond `baseline`, and a root file system that it
 * can't write to. A container's own setting goes before its pod's. Windows pods have none of these.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const secK8sSecurityContext = resourceRule({
  id: "sec-k8s-security-context",
  title: "Restricted containers",
  severity: "high",
  must: "run each container without root, without new privileges and without capabilities",
  because: "each of these is what an exploit uses next",
  fix: "set the securityContext of the container",
  appliesTo: podRunners,
  config: {
    required: choices("What each container must say.", DEMANDS),
    ignoredNamespaces: texts("Namespaces of agents that need more.", ["kube-system"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const pod = podOf(resource);
    if (pod === undefined || config.ignoredNamespaces.includes(namespaceOf(resource) ?? "") || pod.spec.at("os", "name").string() === "windows") {
      return;
    }
    for (const { name, property } of pod.containers) {
      const own = property.at("securityContext");
      const demand = (key: (typeof DEMANDS)[number], holds: () => boolean, what: string, fix: string): void => {
        if (config.required.includes(key)) {
          attempt(() => {
            if (!holds()) {
              report(`container ${name} ${what}`, { path: (own.isAbsent ? property : own).path, fix });
            }
          });
        }
      };
      /** The setting that is in force: the container's own, else the pod's. */
      const either = (...keys: string[]): Property =>
        [own.at(...keys), pod.spec.at("securityContext", ...keys)].find((one) => !one.isAbsent) ?? own.at(...keys);
      demand(
        "runAsNonRoot",
        () => either("runAsNonRoot").boolean() === true || (either("runAsUser").number() ?? 0) > 0,
        "may run as root",
        "set securityContext.runAsNonRoot: true",
      );
      demand(
        "allowPrivilegeEscalation",
        () => own.at("allowPrivilegeEscalation").boolean() === false,
        "may gain privileges",
        "set securityContext.allowPrivilegeEscalation: false",
      );
      demand(
        "capabilities",
        () =>
          own
            .at("capabilities", "drop")
            .items()
            .some((capability) => capability.string() === "ALL"),
        "keeps the capabilities of its runtime",
        'set securityContext.capabilities.drop: ["ALL"]',
      );
      demand(
        "seccompProfile",
        () => ["RuntimeDefault", "Localhost"].includes(either("seccompProfile", "type").string() ?? ""),
        "may make every system call",
        "set securityContext.seccompProfile.type: RuntimeDefault",
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
