import { stackRule } from "../../kernel/rule";
import { allowedFingerprints, anyResource, reportExposures, sayPlainConfig } from "../../secrets/rule";

/**
 * What stands where a secret belongs, and what is a credential by its form, is not the value of a configuration key that is stored in plain text. It names
 * the key. A value that is in secret configuration as well passes; so does one that was made from another resource.
 */
export const secretsPlaintextConfig = stackRule({
  id: "secrets-plaintext-config",
  title: "No secrets in plain configuration",
  severity: "high",
  must: "take no secret from configuration that is stored in plain text",
  because: "the stack's configuration file is committed with the program",
  fix: "run `pulumi config set --secret` for the key and read it with config.requireSecret",
  compliance: { cwe: ["CWE-260", "CWE-312"], wellArchitected: ["SEC02-BP03"] },
  appliesTo: anyResource,
  config: { allowedFingerprints },
  check: (context) => reportExposures(context, "plain-config", sayPlainConfig),
});
