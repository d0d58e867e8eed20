// Has every step fail once, before its provider hears of it. What does not depend on a step that failed goes on, so an update and its repetitions fail all steps,
// one layer of the graph after the other.
import { problems } from "./outcome.mjs";
import { kindAndName } from "./steps.mjs";

const FAULT = "injected: the provider is out of order";

/** More repetitions than the graph has layers. */
const REPETITIONS = 30;

/** From now on every step fails once. */
export function failEachStep({ world, interceptor, check }) {
  const failed = new Set();
  const earlier = new Set(world.record());
  interceptor.before = ({ operation, urn }) => {
    const step = `${operation} ${urn}`;
    if (!failed.has(step)) {
      failed.add(step);
      throw new Error(FAULT);
    }
  };
  return {
    /**
     * Repeats an update until it finishes. No repetition may fail without a fault of ours. What a failed step brings about may be any error, since the engine
     * may check what depends on it before it leaves it out, and by then nobody knows the failed step's outputs.
     */
    async repeat(title, update) {
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
    },
    /** Each step of an operation failed once, and then reached its provider once. */
    onceEach(operation, expected) {
      const steps = world.record().filter((step) => step.operation === operation && !earlier.has(step));
      const reached = steps.map(({ urn }) => urn);
      const twice = reached.filter((urn, index) => reached.indexOf(urn) !== index);
      const missing = reached.filter((urn) => !failed.has(`${operation} ${urn}`));
      const all = expected > 0 && reached.length === expected && twice.length === 0 && missing.length === 0;
      check(all, `each of ${expected} resources is ${operation}d once, after a failure`, [
        `${reached.length} reached their provider`,
        ...twice.map((urn) => `twice: ${kindAndName(urn)}`),
        ...missing.map((urn) => `did not fail: ${kindAndName(urn)}`),
      ]);
    },
  };
}
