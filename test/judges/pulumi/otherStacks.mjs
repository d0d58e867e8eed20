// Stacks that a program refers to: in the CLI's backend, each with a state that has nothing but the outputs of its fixture.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Makes stacks, given as outputs by `organization/<project>/<stack>`; `pulumi` runs the CLI in a directory. */
export async function makeStacks(pulumi, stacks, work) {
  for (const [name, outputs] of Object.entries(stacks)) {
    const [, project, stack] = name.split("/");
    const directory = path.join(work, "stacks", project, stack);
    await mkdir(directory, { recursive: true });
    await writeFile(path.join(directory, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
    await pulumi(["stack", "init", stack], directory);
    const [, salt] = /^encryptionsalt: (.*)$/m.exec(await readFile(path.join(directory, `Pulumi.${stack}.yaml`), "utf8"));
    await writeFile(path.join(directory, "state.json"), JSON.stringify(stateOf({ project, stack, salt, outputs })));
    await pulumi(["stack", "import", "--file", "state.json"], directory);
  }
}

function stateOf({ project, stack, salt, outputs }) {
  const type = "pulumi:pulumi:Stack";
  const resource = { urn: `urn:pulumi:${stack}::${project}::${type}::${project}-${stack}`, custom: false, type, outputs: mapValues(outputs, value) };
  const manifest = { time: "2024-01-01T00:00:00Z", magic: "", version: "" };
  return { version: 3, deployment: { manifest, secrets_providers: { type: "passphrase", state: { salt } }, resources: [resource] } };
}

/** A secret is written in fixtures as `{ secret: value }`. */
function value(output) {
  return output?.secret === undefined
    ? output
    : { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(output.secret) };
}

function mapValues(record, map) {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, map(item)]));
}
