import { STACK_TYPE } from "../kernel/resource";
import { type Options, flag, texts } from "../kernel/options";
import type { Detail } from "../kernel/report";
import { type RuleMetadata, type StackCheck, type StackRule, stackRule } from "../kernel/rule";
import { type TypeFamily, family } from "../kernel/types";
import { type Exposure, type ExposureKind, exposuresOf } from "./exposures";

export const allowedFingerprints = texts("Fingerprints, as the messages print them, of texts that are no secrets.");

export const strict = flag(
  "Enforce also where a text may come from a data source: wherever the provider's schema marks a property secret and the text looks generated.",
  false,
);

/** Any resource may hold a secret. */
export const anyResource: TypeFamily = family(
  "resources",
  (type) => type !== STACK_TYPE,
  () => false,
);

/** What is wrong, and more of it. */
export type Said = [what: string, detail?: Detail];

type ExposureCheck<O extends Options> = StackCheck<O & { allowedFingerprints: typeof allowedFingerprints }>;

/** Reports one kind of exposure, except those that the configuration allows. */
export function reportExposures<O extends Options>(context: ExposureCheck<O>, kind: ExposureKind, say: (exposure: Exposure) => Said): void {
  const exposures = exposuresOf(context.stack, context.run);
  reportAll(
    context,
    exposures.filter((exposure) => exposure.kind === kind),
    say,
  );
}

/** Reports exposures, except those that the configuration allows. */
export function reportAll<O extends Options>(
  { resources, run, config, report }: ExposureCheck<O>,
  exposures: readonly Exposure[],
  say: (exposure: Exposure) => Said,
): void {
  const { allowedFingerprints: allowed } = config as { allowedFingerprints: readonly string[] };
  const judged = new Set(resources);
  for (const exposure of exposures) {
    if (!judged.has(exposure.resource) || allowed.includes(exposure.fingerprint)) {
      continue;
    }
    const [what, detail] = say(exposure);
    report(exposure.resource, `${what} (${exposure.described})`, {
      path: exposure.property.path,
      ...detail,
      // Without the hook nothing says what is marked.
      level: run.secretsVisible ? detail?.level : "advisory",
    });
  }
}

/** A rule about literals in one place. */
export function literalRule(
  rule: Omit<RuleMetadata, "severity" | "because"> & Partial<RuleMetadata>,
  kind: ExposureKind,
  fixFor: (exposure: Exposure) => string | undefined = () => undefined,
): StackRule {
  return stackRule({
    severity: "high",
    because: "a literal is readable by all who can read the program, and stays in its history",
    ...rule,
    config: { strict, allowedFingerprints },
    check: (context) => reportExposures(context, kind, (exposure) => sayLiteral(exposure, context.config.strict, fixFor(exposure))),
  });
}

/**
 * In a property that the schema marks secret the SDK marks every value, and a data source leaves no trace. What a person would type is enforced there, as
 * it is seldom what a secret store holds; what a machine may have made is not.
 */
export function sayLiteral({ name, isMarked, isGenerated }: Exposure, isStrict: boolean, fix?: string): Said {
  return isMarked && isGenerated && !isStrict
    ? [`${name}: a literal, or read by a data source`, { level: "advisory", fix }]
    : [`${name}: a literal`, { fix }];
}

/** What stands in plain configuration. */
export function sayPlainConfig({ name, isToken, configKey: key = "" }: Exposure): Said {
  return isToken
    ? [
        `${name}: in the value of ${key}, which is stored in plain text`,
        { fix: `revoke it, and set a new one with \`pulumi config set --secret ${key}\`` },
      ]
    : [
        `${name}: the value of ${key}, which is stored in plain text`,
        { fix: `run \`pulumi config set --secret ${key}\` and read it with config.requireSecret` },
      ];
}
