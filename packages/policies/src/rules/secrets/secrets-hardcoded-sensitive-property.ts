import { STACK_TYPE } from "../../kernel/resource";
import { stackRule } from "../../kernel/rule";
import { allowedFingerprints, anyResource, reportExposures, sayLiteral, strict } from "../../secrets/rule";

/**
 * No text of the program's own stands where a secret belongs: in a property that the provider's schema calls secret, or in one that is named like a
 * secret, at any depth. Environments, ConfigMaps, user data and providers have rules of their own, as have credentials that are known by their form and
 * values of plain configuration: one literal is reported by one rule.
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
  compliance: { cwe: ["CWE-798"], wellArchitected: ["SEC02-BP03"] },
  appliesTo: anyResource,
  config: { strict, allowedFingerprints },
  check: (context) => {
    reportExposures(context, "other", (exposure) => sayLiteral(exposure, context.config.strict));
    const root = context.stack.resources.find((resource) => resource.type === STACK_TYPE);
    if (!context.run.secretsVisible && root !== undefined) {
      context.report(
        root,
        "which values are secret can't be read with this version of @pulumi/policy, so that no rule on secrets is enforced, and one can't judge",
        { level: "advisory", fix: "use the version of @pulumi/policy that the pack is tested with" },
      );
    }
  },
});
