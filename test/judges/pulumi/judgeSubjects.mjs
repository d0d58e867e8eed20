// Has subjects previewed by both engines and compares what they say.
import { fork } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { differences } from "./compare.mjs";
import { named } from "./differences.mjs";
import { remove, temporaryDirectory } from "./work.mjs";

/** How many differences of a subject are printed. */
const SHOWN = 20;

/**
 * Judges the subjects that `module`, a file, exports by `subjects()`, as many at once as there are processors, in their order. `found` has the subjects that
 * show each named difference; `outcomes` what came of each subject that could be previewed.
 */
export async function judgeSubjects(chosen, { module, check }) {
  const whenFree = limited(os.availableParallelism());
  const idle = [];
  const begun = chosen.map((subject) => whenFree(() => previewBoth(module, subject.name, idle)).catch((error) => error));
  const found = new Map([...named.keys()].map((name) => [name, new Set()]));
  const outcomes = new Map();
  for (const [index, subject] of chosen.entries()) {
    const outcome = await begun[index];
    if (outcome instanceof Error) {
      check(false, subject.name, outcome.message.split("\n"));
    } else {
      judge(subject, outcome, { check, found });
      outcomes.set(subject.name, outcome);
    }
  }
  idle.forEach((previewer) => previewer.end());
  return { found, outcomes };
}

/** Both previews, by one of the children that have nothing to do, or a new one. */
async function previewBoth(module, name, idle) {
  const work = await temporaryDirectory();
  const previewer = idle.pop() ?? startPreviewer(module);
  try {
    const { outcome, error } = await previewer.ask({ name, work });
    idle.push(previewer);
    if (error !== undefined) {
      throw new Error(error);
    }
    return outcome;
  } finally {
    await remove(work);
  }
}

/** A child that previews one subject after the other. It ends with us. */
function startPreviewer(module) {
  const child = fork(path.join(import.meta.dirname, "previewBoth.mjs"), [module], { stdio: ["ignore", "inherit", "pipe", "ipc"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => (errors += chunk));
  const closed = new Promise((_, reject) => {
    child.once("error", reject);
    child.once("close", () => reject(new Error(errors.trim() || "the previews ended without a word")));
  });
  closed.catch(() => {});
  return {
    ask(question) {
      child.send(question);
      return Promise.race([new Promise((resolve) => child.once("message", resolve)), closed]);
    },
    end: () => child.disconnect(),
  };
}

function judge(subject, { stock, ours, lines, count }, { check, found }) {
  const { name, fails = false, line } = subject;
  const unnamed = differences(...comparable(subject, stock, ours)).filter((difference) => {
    const [heading] = [...named].find(([, { is }]) => is(difference, ours)) ?? [];
    found.get(heading)?.add(name);
    return heading === undefined;
  });
  const details = unnamed
    .slice(0, SHOWN)
    .flatMap(({ at, stock: theirs, ours: own }) => [at.join(" › "), `  stock:   ${JSON.stringify(theirs)}`, `  offline: ${JSON.stringify(own)}`]);
  if (unnamed.length > SHOWN) {
    details.push(`and ${unnamed.length - SHOWN} more`);
  }
  if (stock.failed !== fails) {
    details.push(`the stock preview ${stock.failed ? "failed" : "succeeded"}: ${JSON.stringify(stock.diagnostics)}`);
  }
  if (line !== undefined && !(lines.includes(line) && JSON.stringify(stock.diagnostics).includes(`${line}:`))) {
    details.push(`the error comes from ${line}; offline: ${lines.join(", ") || "no line"}; stock: ${JSON.stringify(stock.diagnostics)}`);
  }
  const errors = `the same errors${line === undefined ? "" : `, at ${line}`}`;
  check(details.length === 0, `${name}: ${fails ? errors : `the same ${count} resources, inputs, outputs, options and findings`}`, details);
}

/** Of a subject that fails, how far the engine has come by then is a matter of chance. */
function comparable({ fails = false }, ...both) {
  return fails ? both.map(({ diagnostics, failed }) => ({ diagnostics, failed })) : both;
}

/** Runs tasks, so many at once. */
function limited(atOnce) {
  const waiting = [];
  let running = 0;
  return async (task) => {
    if (running === atOnce) {
      await new Promise((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      running -= next === undefined ? 1 : 0;
      next?.();
    }
  };
}
