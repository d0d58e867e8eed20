import { flag } from "../../kernel/options";
import { STACK_TYPE, type StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { family } from "../../kernel/types";
import { candidatesOf } from "../../secrets/candidates";
import { Exposures, allowedFingerprints, judgeResources } from "../../secrets/exposures";

const config = {
  strict: flag(
    "Enforce also where a text may come from a data source: wherever the provider's schema marks a property secret and the text looks generated.",
    false,
  ),
  allowedFingerprints,
};

/**
 * No text of the program's own stands where a secret belongs: in a property that the provider's schema calls secret, or in one that is named like a
 * secret, at any depth (environment variables, Helm values, JSON documents, lines of configuration files).
 *
 * It judges the inputs when the stack is finished, since only then is it known which resources went into a value. A value passes when it
 *
 * - is or contains the value of a secret configuration key (`config.requireSecret`), or of an environment variable;
 * - was made from another resource's output, or is not known yet;
 * - names where a secret is: an ARN, `valueFrom`, `$(VAR)`, a template, a path;
 * - was marked by the program itself with `pulumi.secret`.
 *
 * Otherwise it is a literal. One case is left that no policy can tell: in a property that the schema marks secret the SDK marks every value, and a data
 * source (`aws.secretsmanager.getSecretVersion`, a stack reference) leaves no trace. There the text itself decides. What a person would type
 * (`hunter2`, `orders-db-password`) is enforced, since it is seldom what a secret store holds; what a machine may have made is reported as advisory,
 * unless `strict` is set.
 */
export const secretsHardcodedSensitiveProperty = stackRule({
  id: "secrets-hardcoded-sensitive-property",
  title: "No literals in sensitive properties",
  severity: "critical",
  must: "take secrets from secret configuration or a secret store",
  because: "a literal is readable by all who can read the program, and stays in its history",
  fix: 'run `pulumi config set --secret <key>` and pass config.requireSecret("<key>"), or take it from a secret store',
  appliesTo: family("resources", (type) => type !== STACK_TYPE),
  config,
  check: (context) => {
    const exposures = new Exposures(context.run, context.config.allowedFingerprints);
    judgeResources(context, (resource) => judge(resource, exposures, context));
  },
});

function judge(resource: StackResource, exposures: Exposures, { config: { strict }, run, report }: StackCheck<typeof config>): void {
  for (const { property, name, text, isWhole, isSchemaSecret, isGenerated } of candidatesOf(resource)) {
    const isMarked = run.secretsVisible ? property.isSecret : isSchemaSecret;
    const exposure = isMarked && !isSchemaSecret ? undefined : exposures.of(text, property, resource, isWhole);
    if (exposure === undefined) {
      continue;
    }
    const path = property.path;
    const level = run.secretsVisible ? undefined : "advisory";
    if (exposure.configKey !== undefined) {
      report(resource, `${name}: the value of ${exposure.configKey}, which is stored in plain text (${exposure.described})`, {
        path,
        fix: `run \`pulumi config set --secret ${exposure.configKey}\` and read it with config.requireSecret`,
        level,
      });
    } else if (isMarked && isGenerated && !strict) {
      report(resource, `${name}: a literal, or read by a data source (${exposure.described})`, { path, level: "advisory" });
    } else {
      report(resource, `${name}: a literal (${exposure.described})`, { path, level });
    }
  }
}
