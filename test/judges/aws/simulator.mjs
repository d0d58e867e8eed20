// Starts AWS's stand-in for judges that create resources, and tells a provider where it is.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { awsSimulator } from "../../../scripts/judges/aws-simulator.mjs";
import { daemon, freePorts, ready } from "../../../scripts/lib/daemon.mjs";
import { providerConfiguration } from "./provider.mjs";

/**
 * A simulator on a free port of the loopback interface, with nothing in it: its `url`, the `configuration` of a provider that is to use it
 * (`{ region } -> provider inputs`), and `stop()`. It never outlives us. What it printed is in the message when it ends too early. `additions` is a script that
 * adds to the simulator and then runs the one that serves it, which is its first argument.
 */
export async function startSimulator(say, { additions = [] } = {}) {
  const { python, script } = await awsSimulator(say);
  const work = mkdtempSync(path.join(os.tmpdir(), "firmament-aws-simulator-"));
  const clean = () => rmSync(work, { recursive: true, force: true });
  process.once("exit", clean);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  // Roles name policies that AWS manages.
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true", PYTHONDONTWRITEBYTECODE: "1" };
  const server = daemon(python, [...additions, script, "-H", "127.0.0.1", "-p", String(port)], { cwd: work, env, log: path.join(work, "log") });
  const stop = async () => {
    await server.stop();
    process.off("exit", clean);
    clean();
  };
  try {
    await ready(server, "the AWS simulator", async () => (await fetch(`${url}/moto-api/`)).ok);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, configuration: (options = {}) => providerConfiguration({ url, ...options }), stop };
}
