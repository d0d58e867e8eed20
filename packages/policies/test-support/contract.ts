import * as fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { STACK_TYPE } from "../src/kernel/resource";
import type { Rule } from "../src/kernel/rule";
import { isSecret, unknownType } from "../src/kernel/wire";
import type { Fixture, RuleFixtures } from "./fixtures";
import { type Given, type Outcome, UNKNOWN, judgeResource, judgeStack, remedy, secret } from "./judge";

const exemption = { match: "*", reason: "stays until the migration is over", owner: "platform", expires: "2027-03-31" };

/** What every rule must do, shown by its fixtures; what is particular to a rule is in its own tests. */
export function describeRule(rule: Rule, { fails, passes, judgesSecrecy = false }: RuleFixtures): void {
  const [first] = fails;

  describe(rule.id, () => {
    it.each(fails.map((fixture) => [fixture.title, fixture] as const))("fails %s", (_, fixture) => {
      expect(judge(rule, fixture).map(({ name, message }) => `${name}: ${message}`)).toEqual(fixture.findings);
    });

    it.each(passes.map((fixture) => [fixture.title, fixture] as const))("passes %s", (_, fixture) => {
      expect(judge(rule, fixture)).toEqual([]);
    });

    it("has nothing to say of other types", () => {
      // Rules on resources of any type are about none but the stack's own.
      const type = ["random:index/randomId:RandomId", STACK_TYPE].find((one) => !rule.appliesTo.matches(one)) ?? "";
      const others = replaced(first, (resource) => ({ ...resource, type }));
      expect(judge(rule, others)).toEqual([]);
    });

    it("survives resources without a property, and properties of other types", () => {
      const types = [...new Set([...fails, ...passes].flatMap(({ resources }) => resources.map(({ type }) => type)))];
      fc.assert(
        fc.property(
          fc.constantFrom(...types),
          fc.object({ key: fc.constantFrom(...keysOf([...fails, ...passes])), maxDepth: 5 }),
          (type, properties) => {
            const outcomes = judge(rule, {
              title: "",
              resources: [
                { type, properties },
                { type, name: "empty", properties: {} },
              ],
            });
            expect(outcomes.filter(({ kind }) => kind === "rule-failed")).toEqual([]);
          },
        ),
        { numRuns: 200 },
      );
    });

    it("takes no unknown value for a missing or a harmful one", () => {
      for (const fixture of [...fails, ...passes]) {
        const before = judge(rule, fixture).map(({ message }) => message);
        for (const unknown of withEachUnknown(fixture)) {
          const outcomes = judge(rule, unknown);
          expect(outcomes.filter(({ kind, message }) => kind !== "undetermined" && !before.includes(message))).toEqual([]);
        }
      }
    });

    it(judgesSecrecy ? "enforces nothing more where a value is marked secret" : "judges secrets as other values", () => {
      for (const fixture of [...fails, ...passes]) {
        if (judgesSecrecy) {
          const enforced = (outcomes: Outcome[]): string[] => outcomes.filter(({ level }) => level === undefined).map(({ message }) => message);
          const before = enforced(judge(rule, fixture));
          expect(enforced(judge(rule, replaced(fixture, withSecrets))).filter((message) => !before.includes(message))).toEqual([]);
          continue;
        }
        expect(judge(rule, replaced(fixture, withSecrets)).map(({ kind }) => kind)).toEqual(judge(rule, fixture).map(({ kind }) => kind));
      }
    });

    it(rule.remedy === undefined ? "mends nothing by itself" : `at the level remediate ${rule.remedy}`, () => {
      for (const fixture of fails) {
        const mended = remedied(rule, fixture);
        if (rule.remedy === undefined) {
          expect(mended).toEqual(fixture.resources);
        }
        if (fixture.remedied !== undefined) {
          expect(mended).toEqual(fixture.remedied);
        }
        const [before, after] = [fixture.resources, mended].map((resources) => judge(rule, { ...fixture, resources }).map(whatOf));
        expect(after?.filter((what) => before?.includes(what) !== true)).toEqual([]);
        expect(after?.length === before?.length).toBe(isDeepStrictEqual(mended, fixture.resources));
        expect(remedied(rule, { ...fixture, resources: mended })).toEqual(mended);
      }
      expect(fails.some((fixture) => fixture.remedied !== undefined)).toBe(rule.remedy !== undefined);
    });

    it("mends without taking the mark of a secret, or an unknown value, away", () => {
      for (const fixture of fails) {
        for (const one of [replaced(fixture, withSecrets), ...withEachUnknown(fixture)]) {
          const kept = remedied(rule, one).map(({ properties }) => signsIn(properties));
          expect(kept).toEqual(one.resources.map(({ properties }) => expect.arrayContaining(signsIn(properties)) as unknown));
        }
      }
    });

    it("mends nothing that an exemption covers", () => {
      const covered = { ...first, config: { ...first.config, exemptions: [exemption] } };
      expect(remedied(rule, covered)).toEqual(covered.resources);
    });

    it("lets be what an exemption covers, until it expires", () => {
      const violations = judge(rule, first).filter(({ kind }) => kind === "violation");
      const covered = judge(rule, { ...first, config: { ...first.config, exemptions: [exemption] } });
      expect(covered.map(({ kind }) => kind)).toEqual(violations.map(() => "exempt"));
      const expired = judge(rule, { ...first, config: { ...first.config, exemptions: [{ ...exemption, expires: "2025-03-31" }] } });
      expect(expired.filter(({ kind }) => kind === "violation")).toEqual(violations);
      expect(expired.map(({ kind }) => kind)).toContain("exemption-expired");
    });
  });
}

function judge(rule: Rule, { resources, config, run }: Fixture): Outcome[] {
  const options = { config, run };
  return rule.kind === "stack" ? judgeStack(rule, resources, options) : resources.flatMap((resource) => judgeResource(rule, resource, options));
}

/** The first line of a finding; where it is may be said more closely after a part was mended. */
function whatOf({ message }: Outcome): string {
  return message.split("\n", 1)[0] ?? "";
}

/** The resources after the rule has mended what it can. */
function remedied(rule: Rule, { resources, config, run }: Fixture): Given[] {
  return resources.map((resource) => {
    if (rule.kind === "stack") {
      return resource;
    }
    const properties = remedy(rule, resource, { config, run });
    return isDeepStrictEqual(properties, resource.properties ?? {}) ? resource : { ...resource, properties };
  });
}

/** Where there are marks of secrets, and where there are unknown values. */
function signsIn(properties: unknown): string[] {
  const signs: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (isSecret(value)) {
      signs.push(`secret at ${path}`);
      look(value.value, path);
    } else if (unknownType(value) !== undefined) {
      signs.push(`unknown at ${path}`);
    } else if (typeof value === "object" && value !== null) {
      Object.entries(value).forEach(([key, item]) => look(item, `${path}.${key}`));
    }
  };
  look(properties, "");
  return signs;
}

function replaced<F extends Fixture>(fixture: F, replace: (resource: Given) => Given): F {
  return { ...fixture, resources: fixture.resources.map(replace) };
}

function withSecrets(resource: Given): Given {
  return { ...resource, properties: mapLeaves(resource.properties ?? {}, [], (value) => secret(value)) };
}

/** The fixture once for each leaf of its resources, with that one unknown. Names only say which resource is meant, and a namespace that is unknown is a new one. */
function withEachUnknown(fixture: Fixture): Fixture[] {
  return fixture.resources.flatMap((resource, index) => {
    const leaves: string[] = [];
    mapLeaves(resource.properties ?? {}, [], (value, path) => {
      if (!["name", "namespace"].includes(path.at(-1) ?? "")) {
        leaves.push(path.join("\n"));
      }
      return value;
    });
    return leaves.map((leaf) => {
      const properties = mapLeaves(resource.properties ?? {}, [], (value, path) => (path.join("\n") === leaf ? UNKNOWN : value));
      return { ...fixture, resources: fixture.resources.map((one, at) => (at === index ? { ...one, properties } : one)) };
    });
  });
}

function mapLeaves(value: unknown, path: readonly string[], replace: (value: unknown, path: readonly string[]) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => mapLeaves(item, [...path, String(index)], replace));
  }
  if (isSecret(value)) {
    return secret(mapLeaves(value.value, path, replace));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, [...path, key], replace)]));
  }
  return replace(value, path);
}

/** The words of the fixtures, so that arbitrary properties reach into the rule. */
function keysOf(fixtures: readonly Fixture[]): string[] {
  const keys = new Set<string>(["spec"]);
  for (const { resources } of fixtures) {
    resources.forEach(({ properties }) => mapLeaves(properties ?? {}, [], (_, path) => path.forEach((key) => keys.add(key))));
  }
  return [...keys].filter((key) => !/^\d+$/.test(key));
}
