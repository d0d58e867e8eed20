import { stackRule } from "../../kernel/rule";
import { allowedFingerprints, anyResource, reportExposures } from "../../secrets/rule";

/**
 * The value of a secret configuration key stays secret: it stands in no property that is not marked secret. It gets there when a program reads the key with
 * `config.require`, which returns a plain text, or takes the text out of its `Output`. Values of fewer than 8 characters are looked for only in places
 * that are named like secrets; of a structured value, only what is named like one. Where the engine does not show what is marked, this rule can't judge.
 */
export const secretsUnwrappedSecret = stackRule({
  id: "secrets-unwrapped-secret",
  title: "Secret configuration stays secret",
  severity: "high",
  must: "hold values of secret configuration only where they are marked secret",
  because: "the state, previews and logs show what is not marked",
  fix: "read the key with config.requireSecret, and pass its Output on as it is",
  compliance: { cwe: ["CWE-312"], wellArchitected: ["SEC02-BP03"] },
  appliesTo: anyResource,
  config: { allowedFingerprints },
  check: (context) =>
    reportExposures(context, "unwrapped", ({ name, configKey: key = "" }) => {
      const [namespace, ...rest] = key.split(":");
      const config = namespace === context.run.project ? "config" : `new pulumi.Config("${namespace}")`;
      return [
        `${name}: holds the value of ${key}, which is secret, and is not marked secret`,
        { fix: `read it with ${config}.requireSecret("${rest.join(":")}"), and pass the Output on as it is` },
      ];
    }),
});
