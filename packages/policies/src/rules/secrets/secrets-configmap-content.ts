import { parseType } from "../../kernel/types";
import { settingsHolders } from "../../secrets/places";
import { literalRule } from "../../secrets/rule";

/**
 * No secret is written into a ConfigMap (`data`, `binaryData`: keys that are named like secrets, and lines of the files in them) or into the values of a
 * Helm release. Templates, references, names of Secrets (`existingSecret`) and values that are marked secret pass.
 */
export const secretsConfigmapContent = literalRule(
  {
    id: "secrets-configmap-content",
    title: "No literals in ConfigMaps and Helm values",
    must: "keep secrets out of ConfigMaps and out of the values of Helm charts",
    because: "ConfigMaps are not encrypted and hardly guarded, and Helm keeps the values of every release",
    fix: "put it into a Secret",
    compliance: { cwe: ["CWE-312", "CWE-798"], nsaCisa: ["Secrets"], wellArchitected: ["SEC02-BP03"] },
    appliesTo: settingsHolders,
  },
  "config-map",
  ({ resource }) =>
    parseType(resource.type).module.startsWith("helm.sh")
      ? "put it into a Secret and give the chart its name, or pass config.requireSecret"
      : "put it into a Secret",
);
