// A life in which every step fails once, before the provider hears of it: each creation, each update, each deletion. What does not depend on a step that failed
// goes on, so an update and its repetitions fail all steps, one layer of the graph after the other.
import { census } from "../census.mjs";
import { changes } from "../changes.mjs";
import { problems } from "../outcome.mjs";
import { kindAndName } from "../steps.mjs";
import { end, unprotect } from "./changes.mjs";

const FAULT = "injected: the provider is out of order";

/** More repetitions than the graph has layers. */
const REPETITIONS = 30;

export async function live({ world, interceptor, check, createStack }) {
  const before = await census(world);
  const stack = await createStack();
  const failed = new Set();
  interceptor.before = ({ operation, urn }) => {
    const step = `${operation} ${urn}`;
    if (!failed.has(step)) {
      failed.add(step);
      throw new Error(FAULT);
    }
  };
  /**
   * Repeats an update until it finishes. No repetition may fail without a fault of ours. What a failed step brings about may be any error, since the engine may
   * check what depends on it before it leaves it out, and by then nobody knows the failed step's outputs.
   */
  const repeat = async (title, update) => {
    for (let failures = 0; failures < REPETITIONS; failures++) {
      const result = await update();
      if (result.code === 0) {
        check(true, `${title} finishes after it failed ${failures} times`);
        return result;
      }
      if (!result.errors.some(({ message }) => message.includes(FAULT))) {
        throw new Error(`${title} fails with no fault injected\n${problems(result).join("\n")}`);
      }
    }
    throw new Error(`${title} does not finish`);
  };
  /** Each step of an operation failed once, and then reached its provider once. */
  const onceEach = (operation, expected) => {
    const steps = world.record().filter((step) => step.operation === operation);
    const reached = steps.map(({ urn }) => urn);
    const twice = reached.filter((urn, index) => reached.indexOf(urn) !== index);
    const missing = reached.filter((urn) => !failed.has(`${operation} ${urn}`));
    const all = reached.length === expected && twice.length === 0 && missing.length === 0;
    check(all, `each of ${expected} resources is ${operation}d once, after a failure`, [
      `${reached.length} reached their provider`,
      ...twice.map((urn) => `twice: ${kindAndName(urn)}`),
      ...missing.map((urn) => `did not fail: ${kindAndName(urn)}`),
    ]);
  };
  const unchanged = async () => {
    const preview = await stack.preview("--expect-no-changes");
    check(preview.code === 0, "then a preview has no changes", problems(preview));
    const refreshed = await stack.refresh();
    check(refreshed.code === 0 && refreshed.drift.length === 0, "and a refresh finds everything as it was made", [
      ...refreshed.drift,
      ...problems(refreshed),
    ]);
  };

  await repeat("up", () => stack.up("--continue-on-error"));
  const { resources } = await stack.state();
  const own = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  onceEach("create", own.length);
  await unchanged();

  const tag = changes.find(({ change }) => change === "A tag changed");
  await tag.edit(stack);
  const expected = (await stack.preview()).steps.length;
  await repeat("an update of every tag", () => stack.up("--continue-on-error"));
  onceEach("update", expected);
  await unchanged();

  const deleted = own.length - own.filter(({ deletedWith }) => deletedWith).length;
  await unprotect(stack, check);
  await end({ world, stack, before, check, destroy: () => repeat("destroy", () => stack.destroy("--continue-on-error")) });
  onceEach("delete", deleted);
}
