// Finds a stand-in for AWS itself: moto, installed from PyPI into the cache, with the calls added that it lacks. The folder of the script that adds them is
// named by FIRMAMENT_AWS_SIMULATOR, else it is the one beside this repository. Run on its own it prints the command.
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { capture } from "../lib/shell.mjs";
import { Unavailable, cached, exists, makeWhole, onPath } from "../lib/tools.mjs";
import { recipes } from "./aws.mjs";

const MOTO = "5.2.5";
const SCRIPT = "moto_plus.py";
const VARIABLE = "FIRMAMENT_AWS_SIMULATOR";

/** The interpreter `python` that has moto, and the `script` that serves it: `<python> <script> -H <host> -p <port>`. */
export async function awsSimulator(say = () => {}) {
  const given = process.env[VARIABLE];
  const script = path.join(given ?? recipes, SCRIPT);
  if (!(await exists(script))) {
    const reason = `there is no AWS simulator; set ${VARIABLE} to the folder of a ${SCRIPT}, which serves moto`;
    throw given === undefined ? new Unavailable(reason) : new Error(`${given} has no ${SCRIPT}; ${reason}`);
  }
  const python = await pythonWithMoto(say);
  return { python, script, parts: [{ name: "AWS", version: MOTO, standIn: true, note: `moto, with the calls of ${SCRIPT} that it lacks` }] };
}

async function pythonWithMoto(say) {
  const folder = cached(path.join("aws-simulator", MOTO));
  const python = path.join(folder, "bin", "python");
  if (await exists(python)) {
    return python;
  }
  if ((await onPath("python3")) === undefined) {
    throw new Unavailable("the AWS simulator runs on python3, which is not on PATH; install it");
  }
  await makeWhole(folder, async (work) => {
    say(`installing moto ${MOTO} from PyPI, once: 320 MB`);
    await made("python3", ["-m", "venv", work]);
    await made(path.join(work, "bin", "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `moto[server]==${MOTO}`]);
  });
  return python;
}

async function made(command, args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) {
    throw new Error(`${[path.basename(command), ...args].join(" ")} failed\n${output.trim().split("\n").slice(-20).join("\n")}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { python, script } = await awsSimulator((line) => console.error(line));
  console.log(`${python} ${script}`);
}
