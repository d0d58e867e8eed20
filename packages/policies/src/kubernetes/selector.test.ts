import { UNKNOWN } from "../../test-support/judge";
import { Property } from "../kernel/property";
import { selectsByLabels, selectsByMap } from "./selector";

const at = (value: unknown) => Property.of("urn", { it: value }).at("it");
const labels = at({ app: "orders", tier: "1", colour: UNKNOWN });
const unknownColour = "string value at .it.colour can't be known during preview";

describe("a plain selector", () => {
  it.each([
    [{ app: "orders" }, true],
    [{ app: "orders", tier: "1" }, true],
    [{ app: "orders", tier: "2" }, false],
    [{ other: "orders" }, false],
    [{}, false],
    [undefined, false],
  ])("%j selects: %s", (selector, expected) => {
    expect(selectsByMap(at(selector), labels)).toBe(expected);
  });

  it("is undetermined only when nothing known decides", () => {
    expect(() => selectsByMap(at({ colour: "red", app: "orders" }), labels)).toThrow(unknownColour);
    expect(selectsByMap(at({ colour: "red", app: "payments" }), labels)).toBe(false);
    expect(() => selectsByMap(at(UNKNOWN), labels)).toThrow("string value at .it can't be known during preview");
    expect(() => selectsByMap(at({ app: "orders" }), at(UNKNOWN))).toThrow("string value at .it can't be known during preview");
  });
});

describe("a label selector", () => {
  const expression = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, values }] });

  it.each([
    [{}, true],
    [undefined, false],
    [{ matchLabels: { app: "orders" } }, true],
    [{ matchLabels: { app: "payments" } }, false],
    [expression("app", "In", ["orders", "payments"]), true],
    [expression("app", "In", ["payments"]), false],
    [expression("app", "NotIn", ["payments"]), true],
    [expression("app", "NotIn", ["orders"]), false],
    [expression("other", "NotIn", ["orders"]), true],
    [expression("other", "In", ["orders"]), false],
    [expression("colour", "Exists"), true],
    [expression("other", "Exists"), false],
    [expression("other", "DoesNotExist"), true],
    [expression("app", "DoesNotExist"), false],
    [expression("app", "Like", ["orders"]), false],
    [{ matchLabels: { app: "orders" }, ...expression("tier", "In", ["2"]) }, false],
  ])("%j matches: %s", (selector, expected) => {
    expect(selectsByLabels(at(selector), labels)).toBe(expected);
  });

  it("is undetermined only when nothing known decides", () => {
    expect(() => selectsByLabels(at(expression("colour", "In", ["red"])), labels)).toThrow(unknownColour);
    expect(
      selectsByLabels(
        at({
          matchExpressions: [
            { key: "colour", operator: "In", values: ["red"] },
            { key: "app", operator: "DoesNotExist" },
          ],
        }),
        labels,
      ),
    ).toBe(false);
  });
});
