import { relativeFile } from "./source";

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
