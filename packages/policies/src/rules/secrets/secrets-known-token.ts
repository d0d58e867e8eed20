import { STACK_TYPE, type StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { family } from "../../kernel/types";
import { detect } from "../../secrets/detect";
import { Exposures, allowedFingerprints, judgeResources } from "../../secrets/exposures";
import { leavesOf } from "../../secrets/leaves";

const config = { allowedFingerprints };

/**
 * No text anywhere in a resource is a credential by its form: tokens of known issuers, private keys, JSON web tokens, passwords in addresses and
 * connection strings, also inside JSON and base64. Placeholders and low-entropy look-alikes do not count.
 *
 * What comes from secret configuration, from another resource or from the environment passes. A token that is marked secret and comes from none of
 * them may have been read by a data source, so it is reported as advisory: it is encrypted in the state, but possibly not in the program.
 */
export const secretsKnownToken = stackRule({
  id: "secrets-known-token",
  title: "No known tokens",
  severity: "critical",
  must: "hold no credential in plain text",
  because: "whoever reads the program, the state or the resource can use it",
  fix: 'revoke it, then run `pulumi config set --secret <key>` with a new one and pass config.requireSecret("<key>"), or take it from a secret store',
  appliesTo: family("resources", (type) => type !== STACK_TYPE),
  config,
  check: (context) => {
    const exposures = new Exposures(context.run, context.config.allowedFingerprints);
    judgeResources(context, (resource) => judge(resource, exposures, context));
  },
});

function judge(resource: StackResource, exposures: Exposures, { run, report }: StackCheck<typeof config>): void {
  for (const { property, text, isDocument } of leavesOf(resource.properties)) {
    for (const { kind, secret } of isDocument ? [] : detect(text)) {
      const exposure = exposures.of(secret, property, resource, secret === text);
      if (exposure === undefined) {
        continue;
      }
      const path = property.path;
      if (exposure.configKey !== undefined) {
        report(resource, `${kind}: in the value of ${exposure.configKey}, which is stored in plain text (${exposure.described})`, {
          path,
          fix: `revoke it, and set a new one with \`pulumi config set --secret ${exposure.configKey}\``,
          level: run.secretsVisible ? undefined : "advisory",
        });
      } else if (property.isSecret || !run.secretsVisible) {
        report(resource, `${kind}: a literal, or read by a data source (${exposure.described})`, { path, level: "advisory", severity: "low" });
      } else {
        report(resource, `${kind}: in plain text (${exposure.described})`, { path });
      }
    }
  }
}
