import type { ChildProcess } from "node:child_process";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { preview, type PreviewOptions } from "../../packages/offline";
import { startFirmament } from "../support/cli";
import { type Marker, marker } from "../support/processes";
import { project } from "../support/programs";

// Whatever happens, a preview leaves no process behind: neither the program's and the packs' nor any that these have started.

jest.setTimeout(120_000);

const pack = (name: string): string => path.resolve(__dirname, "..", "packs", name);
const configMap = `const k8s = require("@pulumi/kubernetes");\nconst map = new k8s.core.v1.ConfigMap("settings", { data: { level: "info" } });\n`;

/** Ignores SIGTERM, never ends, and starts processes that are no better. */
const stubborn = `const { spawn } = require("node:child_process");
process.on("SIGTERM", () => {});
process.on("SIGINT", () => {});
const endless = "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
spawn(process.execPath, ["-e", endless], { stdio: "inherit" });
spawn("sh", ["-c", 'trap "" TERM INT; while true; do sleep 1; done'], { stdio: "ignore" });
console.log("everything runs");
setInterval(() => {}, 1000);
`;

const before = { ...process.env };
let marked: Marker;

beforeEach(() => {
  marked = marker();
  Object.assign(process.env, marked.environment);
});

afterEach(async () => {
  process.env = { ...before };
  // A test that fails must not leave them behind either.
  marked.running().forEach((pid) => process.kill(pid, "SIGKILL"));
});

/** Runs a preview that is interrupted when something has happened; resolves with how it ended. */
async function interrupted(options: PreviewOptions, happened: (line: string) => boolean): Promise<string> {
  const abort = new AbortController();
  return preview({
    ...options,
    signal: abort.signal,
    onProgress: (event) => void (event.kind === "output" && happened(event.line) && abort.abort()),
  }).then(
    ({ status }) => status,
    (error: { code: string }) => error.code,
  );
}

describe("a preview", () => {
  test("ends what its program has left running", async () => {
    const directory = project({
      "index.js": `${configMap}require("node:child_process").spawn("sleep", ["100"], { stdio: "inherit" }).unref();\nmap.id.apply(() => process.exit(0));\n`,
    });
    await preview({ directory });
    expect(await marked.survivors()).toEqual([]);
  });

  test("ends a program that ignores signals, with all that it has started", async () => {
    expect(await interrupted({ directory: project({ "index.js": stubborn }) }, (line) => line === "everything runs")).toBe("interrupted");
    expect(await marked.survivors()).toEqual([]);
  });

  test("ends a pack that never comes to the point", async () => {
    const abort = new AbortController();
    const policyPacks = [{ path: pack("nosy") }, { path: pack("hanging") }];
    const ended = preview({ directory: project({ "index.js": configMap }), policyPacks, signal: abort.signal });
    // The program, both packs, and what the hanging one has started.
    await marked.atLeast(4);
    abort.abort();
    await expect(ended).rejects.toMatchObject({ code: "interrupted" });
    expect(await marked.survivors()).toEqual([]);
  });

  test("whose pack dies says so, and ends the others", async () => {
    const directory = project({ "index.js": `${configMap}setInterval(() => {}, 1000);\n` });
    const result = await preview({ directory, policyPacks: [{ path: pack("nosy") }, { path: pack("dying") }] });
    expect(result).toMatchObject({ status: "failed", errors: [{ origin: "policy-pack" }] });
    expect(result.errors[0]?.message).toMatch(/dying ended by itself \(exit code 7\).*this is the end/s);
    expect(await marked.survivors()).toEqual([]);
  });

  test("whose second pack does not start ends the first one and the program", async () => {
    const directory = project({ "index.js": stubborn });
    await expect(preview({ directory, policyPacks: [{ path: pack("nosy") }, { path: pack("nowhere") }] })).rejects.toMatchObject({
      code: "bad-pack",
    });
    expect(await marked.survivors()).toEqual([]);
  });

  test("that is interrupted before it begins starts nothing", async () => {
    await expect(preview({ directory: project({ "index.js": stubborn }), signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(await marked.survivors()).toEqual([]);
  });

  test("can be interrupted at any moment", async () => {
    const directory = project({ "index.js": `${configMap}console.log("running");\n` });
    const options: PreviewOptions = { directory, policyPacks: [{ path: pack("dawdling") }] };
    const started = performance.now();
    expect((await preview(options)).status).toBe("succeeded");
    const usual = performance.now() - started;
    const ends = new Set<string>();
    for (let moment = 0; moment <= 12; moment++) {
      const signal = AbortSignal.timeout(Math.round((usual * moment) / 10));
      ends.add(
        await preview({ ...options, signal }).then(
          ({ status }) => status,
          (error: { code: string }) => error.code,
        ),
      );
      expect(await marked.survivors()).toEqual([]);
    }
    // Near the end it may have succeeded first; nothing else is an end.
    expect([...ends].filter((end) => end !== "succeeded")).toEqual(["interrupted"]);
  });
});

describe("the command", () => {
  /** Resolves when the command has printed a line. */
  function printed(child: ChildProcess, line: string): Promise<void> {
    return new Promise((resolve) => {
      let seen = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: string) => {
          seen += chunk;
          if (seen.includes(line)) {
            resolve();
          }
        });
      }
    });
  }

  test.each([
    ["SIGINT", { code: 130, signal: null }],
    ["SIGTERM", { code: 143, signal: null }],
    ["SIGHUP", { code: 129, signal: null }],
    ["SIGKILL", { code: null, signal: "SIGKILL" }],
  ] as const)("that gets %s leaves nothing running", async (signal, end) => {
    const directory = project({ "index.js": stubborn });
    const { child, answer } = startFirmament(["preview", directory, "--policy-pack", pack("nosy")]);
    await printed(child, "everything runs");
    expect(marked.running().length).toBeGreaterThan(4);
    child.kill(signal);
    expect(await answer).toMatchObject(end);
    expect(await marked.survivors()).toEqual([]);
  });

  test("that gets Ctrl-C while a pack hangs ends at once", async () => {
    const { child, answer } = startFirmament(["preview", project({ "index.js": configMap }), "--policy-pack", pack("hanging")]);
    // The command, the program, the pack, and what that has started.
    await marked.atLeast(4);
    child.kill("SIGINT");
    expect((await answer).code).toBe(130);
    expect(await marked.survivors()).toEqual([]);
  });

  test("that gets Ctrl-C a second time does not wait", async () => {
    const { child, answer } = startFirmament(["preview", project({ "index.js": stubborn })]);
    await printed(child, "everything runs");
    child.kill("SIGINT");
    await delay(50);
    child.kill("SIGINT");
    const { code, signal } = await answer;
    // Node itself takes a signal that comes while it is already ending; to a shell both are 130.
    expect(code ?? signal).toBe(code === null ? "SIGINT" : 130);
    expect(await marked.survivors()).toEqual([]);
  });

  test.each(["SIGTERM", "SIGKILL"] as const)("that gets %s ends a program that is too busy to notice", async (signal) => {
    const { child, answer } = startFirmament([
      "preview",
      project({ "index.js": `console.log("computing");\nsetTimeout(() => { for (;;); }, 100);\n` }),
    ]);
    await printed(child, "computing");
    await delay(300);
    child.kill(signal);
    await answer;
    expect(await marked.survivors()).toEqual([]);
  });

  test("can be killed at any moment", async () => {
    const directory = project({ "index.js": stubborn });
    for (const moment of [0, 40, 120, 250, 400, 700, 1_100, 1_600]) {
      const { child, answer } = startFirmament(["preview", directory, "--policy-pack", pack("dawdling")]);
      await delay(moment);
      child.kill("SIGKILL");
      await answer;
      expect(await marked.survivors()).toEqual([]);
    }
  });
});
