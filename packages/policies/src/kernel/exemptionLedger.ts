import type { Configuration } from "./configuration";
import type { Exemption } from "./exemptions";
import { type InlineExemptions, inlineExemptionsOf } from "./inlineExemptions";
import type { Finding } from "./report";
import type { Resource } from "./resource";

/** Knows, at the end of a run, which exemptions nobody needed and which ones can't hold. */
export class ExemptionLedger {
  private readonly inline = new Map<string, InlineExemptions>();
  private readonly configurations = new Map<string, Configuration>();
  private readonly used = new Set<Exemption>();

  /** @param rules The ids of all rules of the pack, also of those that are turned off. */
  constructor(private readonly rules: readonly string[]) {}

  /** The exemptions in a resource, read once. */
  inlineExemptionsOf(resource: Resource): InlineExemptions {
    let known = this.inline.get(resource.urn);
    if (known === undefined) {
      known = inlineExemptionsOf(resource);
      this.inline.set(resource.urn, known);
    }
    return known;
  }

  /** A rule has run, with this configuration. */
  ran(rule: string, configuration: Configuration): void {
    this.configurations.set(rule, configuration);
  }

  /** An exemption matched a finding, whether it still holds or has expired. */
  use(exemption: Exemption): void {
    this.used.add(exemption);
  }

  /** What is to be said of the exemptions when the whole stack has been judged. */
  findings(rootUrn: string): Finding[] {
    return [...this.ofConfiguration(rootUrn), ...this.ofResources()];
  }

  clear(): void {
    this.inline.clear();
    this.configurations.clear();
    this.used.clear();
  }

  private ofConfiguration(rootUrn: string): Finding[] {
    return [...this.configurations].flatMap(([rule, { exemptions }]) =>
      exemptions
        .filter((exemption) => !this.used.has(exemption) && mayMatchIn(stackOf(rootUrn), exemption.match))
        .map(({ match, where, owner }) => ({
          kind: "exemption-unused",
          urn: rootUrn,
          what: `${where} of ${rule} is not used: nothing that matches "${match}" violates the rule`,
          fix: `delete it from the configuration, or ask ${owner} what it was for`,
        })),
    );
  }

  private ofResources(): Finding[] {
    return [...this.inline].flatMap(([urn, { exemptions, unreadable }]) => [
      ...unreadable
        .filter(({ rule }) => this.answersFor(rule))
        .map(({ what, path, fix }): Finding => ({ kind: "exemption-invalid", urn, what, path, fix })),
      ...exemptions.flatMap((exemption) => this.ofResource(urn, exemption.rule, exemption)),
    ]);
  }

  private ofResource(urn: string, rule: string, exemption: Exemption): Finding[] {
    const of = { urn, path: exemption.where };
    if (!this.rules.includes(rule)) {
      const what = `there is no rule ${rule}, so it exempts from nothing`;
      return this.answersFor(rule) ? [{ kind: "exemption-invalid", ...of, what, fix: "correct the name of the rule, or delete the exemption" }] : [];
    }
    const configuration = this.configurations.get(rule);
    if (configuration === undefined || this.used.has(exemption)) {
      return [];
    }
    if (!configuration.inlineExemptions) {
      const what = `that from ${rule} does not hold: the rule's configuration allows none in resources`;
      return [{ kind: "exemption-invalid", ...of, what, fix: "delete it, or ask those who keep the configuration for an exemption there" }];
    }
    const what = `that from ${rule} is not used: the rule has nothing to say about this resource`;
    return [{ kind: "exemption-unused", ...of, what, fix: "delete it" }];
  }

  /** Whether a name, right or wrong, is for this pack to judge: each pack sees the exemptions from the rules of all others. */
  private answersFor(rule: string | undefined): boolean {
    const area = areaOf(rule ?? "");
    return !AREAS.includes(area) || this.rules.some((own) => areaOf(own) === area);
  }
}

/** What the names of rules begin with, in this pack or another. */
const AREAS: readonly string[] = ["cost", "rel", "sec", "secrets", "slo"];

function areaOf(rule: string): string {
  return rule.split("-", 1)[0] ?? "";
}

/** `urn:pulumi:dev::shop::` */
function stackOf(rootUrn: string): string {
  return `${rootUrn.split("::").slice(0, 2).join("::")}::`;
}

/** Stacks often share a configuration: an exemption that names the URN of another one is none of this one's business. */
function mayMatchIn(stack: string, match: string): boolean {
  const [literal = ""] = match.split("*", 1);
  return !literal.startsWith("urn:") || stack.startsWith(literal) || literal.startsWith(stack);
}
