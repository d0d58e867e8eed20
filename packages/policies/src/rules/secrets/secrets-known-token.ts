import { stackRule } from "../../kernel/rule";
import { allowedFingerprints, anyResource, reportExposures } from "../../secrets/rule";

/**
 * No text anywhere in a resource is a credential by its form: tokens of known issuers, private keys, JSON web tokens, passwords in addresses and
 * connection strings, also inside JSON and base64. Placeholders and low-entropy look-alikes do not count.
 *
 * What comes from secret configuration, from another resource or from the environment passes. A token that is marked secret and comes from none of
 * them may have been read by a data source, so it is reported as advisory: it is encrypted in the state, but possibly not in the program. In a property
 * that the provider's schema marks, it is reported by the rule for that place.
 */
export const secretsKnownToken = stackRule({
  id: "secrets-known-token",
  title: "No known tokens",
  severity: "critical",
  must: "hold no credential in plain text",
  because: "whoever reads the program, the state or the resource can use it",
  fix: 'revoke it, then run `pulumi config set --secret <key>` with a new one and pass config.requireSecret("<key>"), or take it from a secret store',
  appliesTo: anyResource,
  config: { allowedFingerprints },
  check: (context) =>
    reportExposures(context, "token", ({ name, isMarked }) =>
      isMarked ? [`${name}: a literal, or read by a data source`, { level: "advisory", severity: "low" }] : [`${name}: in plain text`],
    ),
});
