import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ask } from "./ask";
import { type Shape, Shapes, unsetPaths } from "./shapes";

const report = readFileSync(path.resolve(__dirname, "../../packages/components/api/components.api.md"), "utf8");
const declarations = /```ts\n([\s\S]*?)```/.exec(report)?.[1] ?? "";
const components = [...declarations.matchAll(/^export class (\w+) extends pulumi\.ComponentResource/gm)].map(([, name]) => name as string);
const shapes = new Shapes().read(declarations);
const cases = ask("arguments");

describe("the matrix of cases", () => {
  it("has cases of every component", () => {
    expect(components.length).toBeGreaterThan(6);
    expect([...new Set(cases.map(({ component }) => component))].sort()).toEqual([...components].sort());
  });

  it.each(components)("sets every argument of %s, to every value where they can be counted", (component) => {
    const given = cases.filter((entry) => entry.component === component).map(({ args }) => args);
    expect(unsetPaths(shapes.of(`${component}Args`), given, component)).toEqual([]);
  });

  it("would show an argument, and a value, that no case sets", () => {
    const object = (properties: Record<string, Shape>): Shape => ({ kind: "object", properties: () => new Map(Object.entries(properties)) });
    const shape = object({
      name: { kind: "leaf" },
      pools: { kind: "map", of: object({ size: { kind: "leaf" }, spot: { kind: "choice", values: [false, true] } }) },
      zones: { kind: "list", of: { kind: "leaf" } },
    });
    const cases = [
      { name: "a", pools: { x: { size: 1 } } },
      { pools: { y: { spot: true } }, zones: [] },
    ];
    expect(unsetPaths(shape, cases, "X")).toEqual(["X.pools[].spot: false", "X.zones[]"]);
  });
});
