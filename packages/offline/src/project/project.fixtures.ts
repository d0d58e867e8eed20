import * as path from "node:path";
import type { Project } from "./project";

/** This package. */
const directory = path.join(__dirname, "../..");

/** A project, as loaded, whose program nobody runs. */
export function projectOf(changes: Partial<Project> = {}): Project {
  return {
    name: "shop",
    directory,
    programDirectory: directory,
    entryPoint: ".",
    stack: "dev",
    organization: "acme",
    config: {},
    secretKeys: [],
    runtime: { typescript: true, nodeargs: [] },
    tags: {},
    fixturesFile: path.join(directory, "firmament.fixtures.yaml"),
    coverageGaps: [],
    ...changes,
  };
}
