import { type Dirent, readFileSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import type { ManifestFile } from "./manifests";

const EXTENSIONS = [".yaml", ".yml", ".json"];
export const STANDARD_INPUT = "-";

export interface FoundFiles {
  files: ManifestFile[];
  /** What can't be read, a line each. */
  problems: string[];
}

/**
 * The files that paths name: a file, a folder with all that is in it and below (but hidden folders and `node_modules`), or `-` for standard input. In the
 * order of the paths, and by name in a folder; each file once.
 *
 * @param standardInput What `-` stands for.
 */
export function findFiles(paths: readonly string[], standardInput: string, workingDirectory = process.cwd()): FoundFiles {
  const found = new Map<string, boolean>();
  const problems: string[] = [];
  for (const given of paths) {
    if (given === STANDARD_INPUT) {
      found.set(STANDARD_INPUT, true);
      continue;
    }
    const absolute = path.resolve(workingDirectory, given);
    const entry = statSync(absolute, { throwIfNoEntry: false });
    if (entry === undefined) {
      problems.push(`${given} does not exist`);
    } else if (entry.isDirectory()) {
      const inside = filesBelow(absolute, problems);
      if (inside.length === 0) {
        problems.push(`${given} has no ${EXTENSIONS.join(", ")} file`);
      }
      inside.forEach((file) => found.set(file, found.get(file) ?? false));
    } else {
      found.set(absolute, true);
    }
  }
  const files = [...found].flatMap(([file, named]): ManifestFile[] => {
    if (file === STANDARD_INPUT) {
      return [{ name: "stdin", text: standardInput, named }];
    }
    const name = shown(file, workingDirectory);
    try {
      return [{ name, text: readFileSync(file, "utf8"), named }];
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return [];
    }
  });
  return { files, problems };
}

function filesBelow(directory: string, problems: string[]): string[] {
  return entriesOf(directory, problems).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith(".") || entry.name === "node_modules" ? [] : filesBelow(file, problems);
    }
    // A link to a folder may lead in circles; one to a file does not.
    const isFile = entry.isFile() || (entry.isSymbolicLink() && statSync(file, { throwIfNoEntry: false })?.isFile() === true);
    return isFile && EXTENSIONS.includes(path.extname(entry.name).toLowerCase()) ? [file] : [];
  });
}

function entriesOf(directory: string, problems: string[]): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push((error as Error).message);
    return [];
  }
}

function shown(file: string, workingDirectory: string): string {
  return path.relative(workingDirectory, file).split(path.sep).join("/");
}
