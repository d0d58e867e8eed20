// Servers that judges start. None outlives the process that started it, however that one ends.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import process from "node:process";

/** Runs a command, and ends it when the standard input closes, which it does when we end, also when we are killed. */
const LIFELINE = `
"$@" </dev/null 3<&- &
child=$!
{
  cat <&3 >/dev/null
  kill -TERM $child
  for i in $(seq 100); do kill -0 $child || exit 0; sleep 0.1; done
  kill -KILL $child
} 2>/dev/null &
exec 3<&-
wait $child
`;

/**
 * Starts a server whose output goes to the file `log`. `stop()` resolves when it has ended; `ended` when it ends by itself, with its exit code.
 * `lastLines()` are for the message of an error.
 */
export function daemon(command, args, { cwd, env = process.env, log }) {
  const output = openSync(log, "w");
  const child = spawn("sh", ["-c", `exec 3<&0\n${LIFELINE}`, "sh", command, ...args], { cwd, env, detached: true, stdio: ["pipe", output, output] });
  closeSync(output);
  child.stdin.on("error", () => {});
  const ended = new Promise((resolve) => child.on("exit", resolve));
  // What waits for the end of our life waits no longer.
  ended.then(() => child.stdin.destroy());
  child.on("error", () => {});
  child.unref();
  return {
    pid: child.pid,
    ended,
    async stop() {
      child.ref();
      child.stdin.end();
      await ended;
    },
    lastLines: (count = 10) => readFileSync(log, "utf8").trimEnd().split("\n").slice(-count).join("\n"),
  };
}

/** Asks again and again until `ask` says yes; an error of the daemon, or of the time, has its last lines. */
export async function ready(server, name, ask, seconds = 180) {
  const deadline = performance.now() + seconds * 1000;
  let over = false;
  server.ended.then(() => (over = true));
  while (!(await ask().catch(() => false))) {
    if (over || performance.now() > deadline) {
      throw new Error(`${name} ${over ? "ended" : `was not ready after ${seconds} s`}\n${server.lastLines()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** As many ports of the loopback interface that nobody uses. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.on("error", reject).listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
