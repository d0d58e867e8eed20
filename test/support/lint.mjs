// Lints lines of source with the repository's own configuration, outside jest, which can't load a linter's configuration. Reads [[file, line], …] from
// standard input and prints, for each, the messages about what it imports.
import { ESLint } from "eslint";
import path from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const eslint = new ESLint({
  cwd: root,
  // The arrows need no types, and a file that is not on disk has none.
  overrideConfig: { files: ["**/*.ts"], languageOptions: { parserOptions: { projectService: false, project: null } } },
  ruleFilter: ({ ruleId }) => ruleId === "boundaries/dependencies" || ruleId === "no-restricted-imports",
});
const messages = [];
for (const [file, line] of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: path.join(root, file) });
  messages.push(result.messages.map(({ message }) => message));
}
console.log(JSON.stringify(messages));
