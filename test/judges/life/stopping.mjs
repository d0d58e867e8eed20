// Ends the CLI in the middle of an update.
import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { problems } from "./outcome.mjs";
import { lines } from "./steps.mjs";

/** How long the state must rest before we hold it to be written, in milliseconds. */
const REST = 1500;

/**
 * Runs an update, and kills its CLI at the step of which `when` says so: before the provider hears of that step, or with `after` when the provider has done it
 * and the CLI has not heard of it. The steps under way end first, and those after it never reach their provider, so that this is the only one in the balance.
 */
export async function killed({ world, interceptor, stack }, begin, { when, after = false }) {
  let over = false;
  let working = 0;
  let forget;
  const gone = new Promise((_, reject) => (forget = () => reject(new Error("the engine is gone"))));
  gone.catch(() => {});
  const reached = new Promise((resolve) => {
    const hold = (step) => {
      over = true;
      resolve(step);
      return gone;
    };
    interceptor.before = (step) => {
      if (over || (!after && when(step))) {
        return hold(step);
      }
      working += 1;
      return undefined;
    };
    interceptor.after = (step) => {
      working -= 1;
      return after && !over && when(step) ? hold(step) : undefined;
    };
  });
  const run = begin();
  const step = await Promise.race([reached, tooLate(run)]);
  while (working > 0) {
    await delay(100);
  }
  await rest(stack.checkpoint);
  run.signal("SIGKILL");
  await run.result;
  forget();
  await ended(world, interceptor);
  return step;
}

/** Runs an update, and interrupts its CLI at the step of which `when` says so, as Ctrl+C does, with whatever is under way. Resolves with the result. */
export async function interrupted({ world, interceptor }, begin, { when }) {
  const reached = new Promise((resolve) => {
    interceptor.before = (step) => (when(step) ? resolve(step) : undefined);
  });
  const run = begin();
  await Promise.race([reached, tooLate(run)]);
  run.signal("SIGINT");
  const result = await run.result;
  await ended(world, interceptor);
  return result;
}

async function tooLate(run) {
  const result = await run.result;
  throw new Error(`the update ended before it was stopped\n${[...lines(result.steps), ...problems(result)].join("\n")}`);
}

async function ended(world, interceptor) {
  interceptor.before = undefined;
  interceptor.after = undefined;
  await world.renewAws();
}

async function rest(file) {
  let age;
  do {
    await delay(100);
    age = Date.now() - (await stat(file)).mtimeMs;
  } while (age < REST);
}
