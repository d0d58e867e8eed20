import { compareBytes, goJson, withSortedKeys } from "./goJson";

describe("goJson", () => {
  it("escapes what means something in HTML, and nothing else beyond JSON's own", () => {
    expect(goJson({ a: '<b> & "c" \u2028 é' })).toBe('{"a":"\\u003cb\\u003e \\u0026 \\"c\\" \\u2028 é"}');
  });

  it("indents as Go does", () => {
    expect(goJson({ a: [], b: [1] }, 2)).toBe('{\n  "a": [],\n  "b": [\n    1\n  ]\n}');
  });
});

describe("withSortedKeys", () => {
  it("orders the keys of all objects by their bytes", () => {
    expect(JSON.stringify(withSortedKeys({ b: { é: 1, z: [{ y: 1, x: 2 }] }, B: 1 }))).toBe('{"B":1,"b":{"z":[{"x":2,"y":1}],"é":1}}');
  });
});

describe("compareBytes", () => {
  it("orders by bytes where UTF-16 would not", () => {
    expect(["\u{1F600}", "\uFF61"].sort(compareBytes)).toEqual(["\uFF61", "\u{1F600}"]);
  });
});
