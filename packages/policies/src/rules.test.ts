import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleFixtures } from "../test-support/fixtures";
import { areaOf, complianceOf, indexOf, pageOf } from "../test-support/pages";
import { packs as byName } from "./packs";

const { "golden-path": goldenPath, ...areas } = byName;
const packs = [...Object.values(areas), goldenPath];
const rules = goldenPath.rules.map(({ rule }) => [rule.id, rule] as const);
const folder = join(__dirname, "rules");
const pages = join(__dirname, "..", "..", "..", "docs", "rules");

describe("every rule", () => {
  it.each(rules)("%s has fixtures that fail and that pass, and a test that executes them", async (id) => {
    const file = join(folder, areaOf(id), id);
    const { fixtures } = (await import(`${file}.fixtures`)) as { fixtures: RuleFixtures };
    expect(fixtures.fails.length).toBeGreaterThan(0);
    expect(fixtures.passes.length).toBeGreaterThan(0);
    expect(readFileSync(`${file}.test.ts`, "utf8")).toMatch(/^describeRule\(\w+, fixtures\);$/m);
  });

  it.each(rules)("%s has a page in docs/rules that is made from it", async (id, rule) => {
    const { fixtures } = (await import(join(folder, areaOf(id), `${id}.fixtures`))) as { fixtures: RuleFixtures };
    expectPage(`${id}.md`, pageOf(rule, packs, fixtures));
  });

  it("is in the index of the pages", () => {
    expectPage("README.md", indexOf(Object.values(areas)));
  });

  it("stands beside the controls that it refers to", () => {
    expectPage("compliance.md", complianceOf(rules.map(([, rule]) => rule)));
  });

  it.each(rules)("%s claims no type that nobody has thought of", (_, { appliesTo }) => {
    const unheardOf = ["acme:index:Site", "aws:future/thing:Thing", "kubernetes:future.k8s.io/v1:Thing"];
    expect(unheardOf.filter((type) => appliesTo.knows(type))).toEqual([]);
  });

  it("is in a pack, and every page is a rule's", () => {
    const ids = rules.map(([id]) => id);
    const files = readdirSync(folder).flatMap((area) => readdirSync(join(folder, area)));
    const written = files.filter((file) => !/\.(test|fixtures)\.ts$/.test(file)).map((file) => file.replace(/\.ts$/, ""));
    expect(written.sort()).toEqual([...ids].sort());
    expect(readdirSync(pages).sort()).toEqual(["README.md", "compliance.md", ...ids.map((id) => `${id}.md`)].sort());
  });
});

/** With `UPDATE_GOLDEN` set it writes the page. */
function expectPage(name: string, text: string): void {
  const file = join(pages, name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(pages, { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe(text);
}
