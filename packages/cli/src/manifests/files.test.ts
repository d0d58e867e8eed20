import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { findFiles } from "./files";

let work: string;
beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), "firmament-files-"));
  for (const file of ["b.yaml", "a.yml", "c.JSON", "notes.md", "deep/er/d.yaml", ".hidden/e.yaml", "node_modules/f.yaml", "other/g.txt"]) {
    mkdirSync(path.dirname(path.join(work, file)), { recursive: true });
    writeFileSync(path.join(work, file), file);
  }
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const find = (...paths: string[]) => {
  const { files, problems } = findFiles(paths, "from a pipe", work);
  return { files: files.map(({ name, text, named }) => `${name} ${text} ${named}`), problems };
};

describe("the files that paths name", () => {
  it("are those of a folder and below, by name", () => {
    expect(find(".")).toEqual({
      files: ["a.yml a.yml false", "b.yaml b.yaml false", "c.JSON c.JSON false", "deep/er/d.yaml deep/er/d.yaml false"],
      problems: [],
    });
  });

  it("are whatever is named itself, in the order given, each once", () => {
    expect(find("other/g.txt", "b.yaml", path.join(work, "b.yaml"), "deep").files).toEqual([
      "other/g.txt other/g.txt true",
      "b.yaml b.yaml true",
      "deep/er/d.yaml deep/er/d.yaml false",
    ]);
    expect(find("deep", "deep/er/d.yaml").files).toEqual(["deep/er/d.yaml deep/er/d.yaml true"]);
  });

  it("may be standard input", () => {
    expect(find("b.yaml", "-", "-")).toEqual({ files: ["b.yaml b.yaml true", "stdin from a pipe true"], problems: [] });
  });

  it("are not looked for through links to folders, which may lead in circles", () => {
    symlinkSync(work, path.join(work, "deep", "circle"));
    symlinkSync(path.join(work, "b.yaml"), path.join(work, "deep", "link.yaml"));
    symlinkSync("nowhere", path.join(work, "deep", "broken.yaml"));
    expect(find("deep").files).toEqual(["deep/er/d.yaml deep/er/d.yaml false", "deep/link.yaml b.yaml false"]);
  });

  it.each([
    ["nowhere", "nowhere does not exist"],
    ["other", "other has no .yaml, .yml, .json file"],
  ])("are a problem when there are none: %s", (given, problem) => {
    expect(find(given, "b.yaml")).toEqual({ files: ["b.yaml b.yaml true"], problems: [problem] });
  });
});
