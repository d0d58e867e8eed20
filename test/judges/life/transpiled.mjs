// TypeScript as JavaScript, file by file and without checking types, which tests elsewhere do.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const { ModuleKind, ScriptTarget, transpileModule } = createRequire(path.join(root, "package.json"))("typescript");
const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };

export function transpiled(source) {
  return transpileModule(source, { compilerOptions }).outputText;
}
