import { isObject, type PropertyMap, type PropertyValue, unwrapSecret } from "../wire/values";
import { type CallFixture, type Fixtures, fixtureValues } from "./fixtures";

/** Looks fixtures up, in several sets one after the other. */
export class FixtureStore {
  constructor(private readonly sets: readonly Fixtures[]) {}

  /** The answer to a data source or a method, undefined when none fits. */
  answer(section: "invokes" | "calls", token: string, args: PropertyMap): PropertyMap | undefined {
    for (const fixtures of this.sets) {
      const fitting = fixtures[section]?.[token]?.find((candidate) => fits(candidate, args));
      if (fitting !== undefined) {
        return fixtureValues(fitting.result);
      }
    }
    return undefined;
  }

  read(type: string, id: string): PropertyMap | undefined {
    const state = this.first((fixtures) => fixtures.reads?.[type]?.[id]);
    return state === undefined ? undefined : fixtureValues(state);
  }

  stackReference(name: string): PropertyMap | undefined {
    const outputs = this.first((fixtures) => fixtures.stackReferences?.[name]);
    return outputs === undefined ? undefined : fixtureValues(outputs);
  }

  /** The outputs that are set for a resource: those for its URN go before those for its type. */
  outputs(type: string, urn: string): PropertyMap {
    const sets = [...this.sets].reverse();
    return Object.assign({}, ...[type, urn].flatMap((key) => sets.map((fixtures) => fixtureValues(fixtures.outputs?.[key] ?? {})))) as PropertyMap;
  }

  private first<T>(select: (fixtures: Fixtures) => T | undefined): T | undefined {
    for (const fixtures of this.sets) {
      const found = select(fixtures);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
}

function fits(fixture: CallFixture, args: PropertyMap): boolean {
  return Object.entries(fixtureValues(fixture.args ?? {})).every(([key, value]) => same(value, args[key]));
}

/** Whether two values are equal when secrecy is left aside. */
function same(left: PropertyValue, right: PropertyValue | undefined): boolean {
  const expected = unwrapSecret(left);
  const actual = unwrapSecret(right ?? null);
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && expected.length === actual.length && expected.every((item, index) => same(item, actual[index]));
  }
  if (isObject(expected)) {
    const keys = Object.keys(expected);
    return isObject(actual) && keys.length === Object.keys(actual).length && keys.every((key) => same(expected[key] as PropertyValue, actual[key]));
  }
  return expected === actual;
}
