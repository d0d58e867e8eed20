// A folder of a pinned Go module's source, in the cache.
import { cp } from "node:fs/promises";
import path from "node:path";
import { requiredVersion } from "./goBinaries.mjs";
import { capture } from "./shell.mjs";
import { Unavailable, cached, exists, makeWhole, onPath } from "./tools.mjs";

/** The `folder` of a `module`, whose version the go.mod in `directory` requires. `title` says what it is, for messages. */
export async function goModule({ name, module, directory, folder, title, say }) {
  const version = await requiredVersion(directory, module);
  const at = path.join(cached(name), version);
  if (!(await exists(at))) {
    const go = await onPath("go");
    if (go === undefined) {
      throw new Unavailable(`${title} come from a Go module, and go is not on PATH; install it from https://go.dev/dl`);
    }
    let source;
    say(`fetching the Go module ${module} ${version}`);
    for (const args of [
      ["mod", "download", module],
      ["list", "-m", "-f", "{{.Dir}}", module],
    ]) {
      const { code, output } = await capture(go, args, { cwd: directory });
      if (code !== 0) {
        throw new Error(`go ${args.join(" ")} in ${directory} failed\n${output.trim()}`);
      }
      source = path.join(output.trim(), folder);
    }
    await makeWhole(at, (work) => cp(source, work, { recursive: true }));
  }
  return { at, version };
}
