import type { SourcePosition } from "../result/result";
import { later, relativeFile } from "./source";

describe("a file", () => {
  it.each([
    ["/home/me/infra/index.ts", "index.ts"],
    ["/home/me/infra/lib/network.ts", "lib/network.ts"],
    ["/home/me/library/bucket.ts", "../library/bucket.ts"],
    ["/home/me/node_modules/@acme/components/index.js", "node_modules/@acme/components/index.js"],
    ["/home/me/infra/node_modules/.pnpm/@acme+components@1.0.0/node_modules/@acme/components/index.js", "node_modules/@acme/components/index.js"],
    ["/home/me/my_node_modules/index.js", "../my_node_modules/index.js"],
  ])("%s is named as on any other machine", (file, name) => {
    expect(relativeFile(file, "/home/me/infra")).toBe(name);
  });
});

describe("the later of two positions", () => {
  const at = (file: string, line: number, column?: number): SourcePosition => ({ file, line, ...(column === undefined ? {} : { column }) });
  it.each([
    [at("a.ts", 9, 1), at("a.ts", 8, 5), at("a.ts", 9, 1)],
    [at("a.ts", 8, 5), at("a.ts", 9, 1), at("a.ts", 9, 1)],
    [at("a.ts", 9, 30), at("a.ts", 9, 1), at("a.ts", 9, 30)],
    [at("a.ts", 9), at("b.ts", 1), at("b.ts", 1)],
    [at("a.ts", 9), undefined, at("a.ts", 9)],
    [undefined, undefined, undefined],
  ])("of %j and %j is %j", (first, second, expected) => expect(later(first, second)).toEqual(expected));
});
