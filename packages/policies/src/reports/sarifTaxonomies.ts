import type { ReportedControl, ReportedPack, ReportedRule } from "./policyReport";

/** The frameworks that the rules of a run refer to, in SARIF's own form: taxonomies of the run, and relationships of its rules to their controls. */
export class Taxonomies {
  private readonly frameworks = new Map<string, Map<string, ReportedControl>>();

  constructor({ rules }: ReportedPack) {
    for (const control of rules.flatMap(({ compliance = [] }) => compliance)) {
      const controls = this.frameworks.get(control.framework) ?? new Map<string, ReportedControl>();
      this.frameworks.set(control.framework, controls);
      controls.set(control.id, controls.get(control.id) ?? control);
    }
  }

  /** What the tool says of them. */
  get ofTool(): object {
    return this.frameworks.size === 0 ? {} : { supportedTaxonomies: [...this.frameworks.keys()].map((name, index) => ({ name, index })) };
  }

  get ofRun(): object {
    const taxonomies = [...this.frameworks].map(([name, controls]) => {
      const [version] = [...controls.values()].map((control) => control.version);
      return {
        name,
        ...(version === undefined ? {} : { version }),
        // Only what rules refer to.
        isComprehensive: false,
        taxa: [...controls.values()].map(({ id, title, url }) => ({ id, shortDescription: { text: title }, helpUri: url })),
      };
    });
    return taxonomies.length === 0 ? {} : { taxonomies };
  }

  ofRule({ compliance = [] }: ReportedRule): object {
    const frameworks = [...this.frameworks.keys()];
    const relationships = compliance.map(({ framework, id }) => ({
      target: {
        id,
        index: [...(this.frameworks.get(framework)?.keys() ?? [])].indexOf(id),
        toolComponent: { name: framework, index: frameworks.indexOf(framework) },
      },
      kinds: ["relevant"],
    }));
    return relationships.length === 0 ? {} : { relationships };
  }
}

const CWE = /^CWE-(\d+)$/;

/**
 * Tags of a rule for readers that know no taxonomies. GitHub shows `external/cwe/…`; it reads 10 tags of a rule and refuses one with more than 20, so that
 * other frameworks have a single tag each.
 */
export function complianceTags({ compliance = [] }: ReportedRule): string[] {
  const tags = compliance.map(({ framework, id }) => {
    const [, number] = CWE.exec(id) ?? [];
    return number === undefined ? `compliance/${framework.toLowerCase().replace(/[^a-z0-9]+/g, "-")}` : `external/cwe/cwe-${number.padStart(3, "0")}`;
  });
  return [...new Set(tags)];
}
