import { allowedValues, objectionTo } from "../../kernel/allowedValues";
import { texts, textsByKey } from "../../kernel/options";
import type { Resource } from "../../kernel/resource";
import type { Property } from "../../kernel/property";
import type { Detail } from "../../kernel/report";
import { resourceRule } from "../../kernel/rule";
import { anyOf, kubernetesKinds, parseType } from "../../kernel/types";
import { namespaceOf } from "../../kubernetes/objects";
import { podOf, podRunners } from "../../kubernetes/pods";

const labelled = kubernetesKinds("core", "Namespace", "PersistentVolumeClaim");

/** Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL_VALUE = { form: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/, called: "label value" };

/**
 * Pods, namespaces and volume claims carry the labels that cost is reported by. Cost tools read the labels of the pods, which are those of the pod
 * template and not those of the Deployment around it. The owner is not among the default keys: an e-mail address is no label. Objects of the cluster
 * itself (`ignoredNamespaces`) need none, nor does a Rollout whose pods a Deployment describes. Pods inside a Helm release are not seen.
 */
export const costK8sRequiredLabels = resourceRule({
  id: "cost-k8s-required-labels",
  title: "Required cost labels",
  severity: "high",
  must: "carry every required cost label, on the pods themselves",
  because: "the cost of a shared cluster is divided by the labels of its pods",
  fix: "add the label to the metadata of the pod template",
  remedy: "gives a missing or empty label the value that `values` has for it",
  compliance: { wellArchitected: ["COST03-BP02"] },
  appliesTo: anyOf("Kubernetes workloads, Namespaces and PersistentVolumeClaims", podRunners, labelled),
  config: {
    required: texts("Labels that pods, namespaces and volume claims must carry.", ["cost-center", "team"]),
    allowed: allowedValues("By label, the values that it may have: a list, or a regular expression. Default: any value."),
    values: textsByKey("By label, the value that the rule adds at the level `remediate`.", LABEL_VALUE),
    ignoredNamespaces: texts("Namespaces that need no cost labels.", ["kube-node-lease", "kube-public", "kube-system"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const metadata = metadataOf(resource);
    if (metadata === undefined || config.ignoredNamespaces.includes(placeOf(resource) ?? "")) {
      return;
    }
    const labels = metadata.at("labels");
    const remedyOf = (key: string, label: Property): Detail => {
      const value = Object.hasOwn(config.values, key) ? (config.values[key] ?? "") : "";
      return value === "" || objectionTo(value, key, config.allowed) !== undefined ? {} : { remedy: [label.changedTo(value)] };
    };
    const subject = labelled.matches(resource.type) ? "labels" : "labels of its pods";
    for (const key of config.required) {
      attempt(() => {
        const label = labels.at(key);
        if (label.isAbsent || label.string()?.trim() === "") {
          report(`${subject}: ${key} is ${label.isAbsent ? "missing" : "empty"}`, {
            path: labels.path,
            fix: `add ${key} to ${labels.path}`,
            ...remedyOf(key, label),
          });
        }
      });
    }
    for (const key of Object.keys(config.allowed)) {
      attempt(() => {
        const label = labels.at(key);
        const value = label.string()?.trim() ?? "";
        const objection = value === "" ? undefined : objectionTo(value, key, config.allowed);
        if (objection !== undefined) {
          report(`${subject}: ${key} is ${label.shown()}, which ${objection}`, { path: label.path, fix: "use one of the allowed values" });
        }
      });
    }
  },
});

function metadataOf(resource: Resource): Property | undefined {
  return labelled.matches(resource.type) ? resource.properties.at("metadata") : podOf(resource)?.metadata;
}

/** The namespace that it is in or, of a Namespace, that it is. */
function placeOf(resource: Resource): string | undefined {
  if (parseType(resource.type).name !== "Namespace") {
    return namespaceOf(resource);
  }
  const name = resource.properties.at("metadata", "name");
  return name.isUnknown ? undefined : name.string();
}
