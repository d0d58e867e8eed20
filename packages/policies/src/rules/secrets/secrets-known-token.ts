import { stackRule } from "../../kernel/rule";
import { detectors } from "../../secrets/detectors";
import { type Exposure, furtherExposuresOf } from "../../secrets/exposures";
import { secretlint } from "../../secrets/loadSecretlint";
import { type Said, allowedFingerprints, anyResource, reportAll, reportExposures, sayPlainConfig } from "../../secrets/rule";

/**
 * No text anywhere in a resource is a credential by its form: tokens of known issuers, private keys, JSON web tokens, passwords in addresses and
 * connection strings, also inside JSON and base64. Placeholders and low-entropy look-alikes do not count.
 *
 * What comes from secret configuration, from another resource or from the environment passes. A token that is marked secret and comes from none of
 * them may have been read by a data source, so it is reported as advisory: it is encrypted in the state, but possibly not in the program. In a property
 * that the provider's schema marks, it is reported by the rule for that place.
 *
 * With `"detectors": ["builtin", "secretlint"]` the rules of secretlint look at the same texts, and what only they know is reported in the same way, also
 * where it comes from plain configuration. Placeholders are left out, and so is `secretlint-disable` in a text: an exemption has an owner and an end.
 */
export const secretsKnownToken = stackRule({
  id: "secrets-known-token",
  title: "No known tokens",
  severity: "critical",
  must: "hold no credential in plain text",
  because: "whoever reads the program, the state or the resource can use it",
  fix: 'revoke it, then run `pulumi config set --secret <key>` with a new one and pass config.requireSecret("<key>"), or take it from a secret store',
  compliance: { cwe: ["CWE-798"], fsbp: ["CodeBuild.1"], wellArchitected: ["SEC02-BP03"] },
  appliesTo: anyResource,
  config: { allowedFingerprints, detectors: detectors() },
  check: (context) => {
    reportExposures(context, "token", sayToken);
    const { detector } = context.config.detectors.includes("secretlint") ? secretlint() : {};
    if (detector !== undefined) {
      const further = furtherExposuresOf(context.stack, context.run, (texts) => detector.detect(texts));
      reportAll(context, further, (exposure) => (exposure.kind === "plain-config" ? sayPlainConfig(exposure) : sayToken(exposure)));
    }
  },
});

function sayToken({ name, isMarked }: Exposure): Said {
  return isMarked ? [`${name}: a literal, or read by a data source`, { level: "advisory", severity: "low" }] : [`${name}: in plain text`];
}
