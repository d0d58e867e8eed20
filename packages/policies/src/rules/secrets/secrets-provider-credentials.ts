import { providers } from "../../secrets/places";
import { literalRule } from "../../secrets/rule";

/**
 * No provider is given a credential that stands in the program: `secretKey`, `token`, `password`, a kubeconfig with a key in it. What comes from secret
 * configuration, the environment or another resource passes. What a data source may have read (from a Vault, say) is advisory, unless `strict` is set.
 */
export const secretsProviderCredentials = literalRule(
  {
    id: "secrets-provider-credentials",
    title: "No literals in provider credentials",
    severity: "critical",
    must: "be given no credential that stands in the program",
    because: "it opens all that the provider manages",
    fix: "leave it out and let the provider take it from the environment or a role, or pass config.requireSecret",
    compliance: { cwe: ["CWE-798"], wellArchitected: ["SEC02-BP03"] },
    appliesTo: providers,
  },
  "provider",
);
