import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { hashAsset } from "./assets";
import { ARCHIVE, ASSET, type PropertyValue, SIGNATURE, type Signed } from "./values";

const sha256 = (content: string): string => createHash("sha256").update(content).digest("hex");
const asset = (properties: Record<string, PropertyValue>): Signed => ({ [SIGNATURE]: ASSET, ...properties });
const archive = (properties: Record<string, PropertyValue>): Signed => ({ [SIGNATURE]: ARCHIVE, ...properties });
const textArchive = (files: Record<string, string>): Signed =>
  archive({ assets: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, asset({ text })])) });

let directory: string;

beforeEach(() => {
  directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "assets-")));
});

afterEach(() => fs.rmSync(directory, { recursive: true }));

function write(name: string, content: string): string {
  const file = path.join(directory, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

describe("hashAsset, of an asset", () => {
  it("hashes its text", () => {
    expect(hashAsset(asset({ text: "hello" }), directory)).toEqual(asset({ text: "hello", hash: sha256("hello") }));
  });

  it("hashes no text as empty text", () => {
    expect(hashAsset(asset({}), directory).hash).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("hashes the file that it names, relative to the working directory or absolute, of any size", () => {
    const content = "0123456789".repeat(20_000);
    const file = write("data/large.txt", content);
    expect(hashAsset(asset({ path: "data/large.txt" }), directory).hash).toBe(sha256(content));
    expect(hashAsset(asset({ path: file }), "/").hash).toBe(sha256(content));
  });

  it("leaves what is on the network without a hash", () => {
    expect(hashAsset(asset({ uri: "https://example.com/a" }), directory)).toEqual(asset({ uri: "https://example.com/a" }));
  });

  it("leaves out what only an SDK knows of it", () => {
    expect(hashAsset(asset({ __pulumiAsset: true, text: "hello", path: "" }), directory)).toEqual(asset({ text: "hello", hash: sha256("hello") }));
  });

  it("keeps a hash that it has", () => {
    expect(hashAsset(asset({ text: "hello", hash: "1234" }), directory).hash).toBe("1234");
  });

  it("says in the engine's words that a file is missing, and which property names it", () => {
    const missing = path.join(directory, "nowhere.html");
    const message = `failed to open asset file '${missing}': open ${missing}: no such file or directory`;
    expect(() => hashAsset(asset({ path: "nowhere.html" }), directory)).toThrow(new Error(message));
    expect(() => hashAsset(asset({ path: "nowhere.html" }), directory, "source")).toThrow(
      new Error(`failed to compute asset hash for "source": ${message}`),
    );
  });

  it("says that a folder is no asset", () => {
    expect(() => hashAsset(asset({ path: "." }), directory)).toThrow(new Error(`asset path '${directory}' is a directory; try using an archive`));
  });
});

describe("hashAsset, of an archive", () => {
  // The expected hashes are those of the streams that Go's archive/tar writes for the same names and contents.
  it.each<[string, Record<string, string>, string]>([
    ["nothing", {}, "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"],
    ["one file", { "index.js": "exports.handler = async () => 1;\n" }, "b0395f4c869eac792925c2cc9d4adf25291ae36235f73cc2a08dcfe609df2c67"],
    ["an empty file", { empty: "" }, "0f812b0cc2bd76a8ffd996554f4f10098362a0abe22d3c0fa1a223f5114f6fae"],
    [
      "files in any order, of more than a block",
      { "b/c.txt": "2".repeat(513), "a.txt": "1" },
      "ae70aeef1f88f935c7d0b821cf5904584b3a17f7df328105c0264c6b6fb121bf",
    ],
    ["a long path", { [`${"d".repeat(100)}/${"f".repeat(50)}`]: "split" }, "68b7cbfd8e33ee53a8c2d2f59bb3943ea2864a4a9a3d0e415adf19c989e2be2b"],
    ["a long name", { ["x".repeat(101)]: "too long for ustar" }, "f92704415515b3b7c0542258e03efa16d951fcb4b7c5ca3e6a8035b0bd16ab51"],
    ["a name beyond ASCII", { "größe/漢字.txt": "not ASCII" }, "b2599c5e6f792ae358b663e09fac28a1feed1781aa26930d1f26ab93e4d61357"],
  ])("hashes %s as a tar stream", (_, files, expected) => {
    expect(hashAsset(textArchive(files), directory).hash).toBe(expected);
  });

  it("hashes its assets as well", () => {
    expect(hashAsset(textArchive({ "a.txt": "1" }), directory).assets).toEqual({ "a.txt": asset({ text: "1", hash: sha256("1") }) });
  });

  it("hashes a folder as the map of its files", () => {
    write("site/z/index.html", "<p>");
    write("site/a.css", "a {}");
    expect(hashAsset(archive({ path: "site" }), directory).hash).toBe(
      hashAsset(textArchive({ "a.css": "a {}", "z/index.html": "<p>" }), directory).hash,
    );
  });

  it("goes through a folder by the names in it, not by whole paths", () => {
    write("site/a/1", "one");
    write("site/a.txt", "two");
    // "a.txt" sorts before "a/1", but the folder "a" before "a.txt".
    const folder = hashAsset(archive({ path: "site" }), directory).hash;
    expect(folder).not.toBe(hashAsset(textArchive({ "a/1": "one", "a.txt": "two" }), directory).hash);
    expect(folder).toBe(hashAsset(archive({ assets: { a: textArchive({ "1": "one" }), "a.txt": asset({ text: "two" }) } }), directory).hash);
  });

  it("leaves out the engine's bookkeeping and linked folders, and follows linked files", () => {
    write("site/index.html", "<p>");
    write("shared/style.css", "a {}");
    const before = hashAsset(textArchive({ "index.html": "<p>", "style.css": "a {}" }), directory).hash;
    write("site/.pulumi/stacks/dev.json", "{}");
    fs.symlinkSync(path.join(directory, "shared/style.css"), path.join(directory, "site/style.css"));
    fs.symlinkSync(path.join(directory, "shared"), path.join(directory, "site/shared"));
    expect(hashAsset(archive({ path: "site" }), directory).hash).toBe(before);
  });

  it("puts an archive inside it under its name", () => {
    write("lib/util.js", "1");
    const nested = archive({ assets: { node_modules: archive({ path: "lib" }), "index.js": asset({ text: "0" }) } });
    expect(hashAsset(nested, directory).hash).toBe(hashAsset(textArchive({ "index.js": "0", "node_modules/util.js": "1" }), directory).hash);
  });

  it("hashes a packed file as it is", () => {
    write("code.zip", "PK…");
    write("code.tar.gz", "gz…");
    expect(hashAsset(archive({ path: "code.zip" }), directory).hash).toBe(sha256("PK…"));
    expect(hashAsset(archive({ path: "code.tar.gz" }), directory).hash).toBe(sha256("gz…"));
  });

  it("leaves an archive without a hash when a part is on the network or would have to be unpacked", () => {
    write("code.zip", "PK…");
    expect(hashAsset(archive({ uri: "https://example.com/a.zip" }), directory)).not.toHaveProperty("hash");
    expect(hashAsset(archive({ assets: { a: asset({ uri: "https://example.com/a" }) } }), directory)).not.toHaveProperty("hash");
    expect(hashAsset(archive({ assets: { a: archive({ path: "code.zip" }) } }), directory)).not.toHaveProperty("hash");
  });

  it.each([
    ["folder", "nowhere", (file: string) => `couldn't read archive path '${file}': stat ${file}: no such file or directory`],
    ["packed file", "nowhere.zip", (file: string) => `open ${file}: no such file or directory`],
  ])("says in the engine's words that a %s is missing", (_, name, message) => {
    expect(() => hashAsset(archive({ path: name }), directory, "code")).toThrow(
      new Error(`failed to compute archive hash for "code": ${message(path.join(directory, name))}`),
    );
  });

  it("says that a plain file is no archive", () => {
    const file = write("index.html", "<p>");
    expect(() => hashAsset(archive({ path: file }), directory)).toThrow(new Error(`'${file}' is neither a recognized archive type nor a directory`));
  });

  it("names the member that is missing", () => {
    const missing = path.join(directory, "nowhere.js");
    expect(() => hashAsset(archive({ assets: { "index.js": asset({ path: "nowhere.js" }) } }), directory, "code")).toThrow(
      new Error(`failed to compute asset hash for "index.js": failed to open asset file '${missing}': open ${missing}: no such file or directory`),
    );
  });
});
