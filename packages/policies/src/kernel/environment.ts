import { type Option, texts } from "./options";
import type { Resource, RunFacts } from "./resource";
import { tagsOf } from "./tags";

/** Tags that name the environment, the likeliest first. */
const TAG_KEYS = ["environment", "env", "stage"];

/** What environments are called that hold nothing that anybody misses. */
const DISPOSABLE: ReadonlySet<string> = new Set([
  "ci",
  "demo",
  "dev",
  "devel",
  "develop",
  "development",
  "e2e",
  "ephemeral",
  "experimental",
  "lab",
  "local",
  "nonprod",
  "playground",
  "poc",
  "pr",
  "preview",
  "qa",
  "review",
  "sandbox",
  "sbx",
  "scratch",
  "test",
  "testing",
  "tst",
]);

/** The option of rules that cost too much, or matter too little, to hold everywhere. */
export function environments(): Option<readonly string[]> {
  return texts(
    "Environments that the rule holds in, as the tag Environment (or Env, Stage) or else the name of the stack gives them. Default: all that do not call themselves dev, test, sandbox, preview or the like; staging is held like production.",
  );
}

/** Whether a rule with that option holds for a resource. Case makes no difference. */
export function holdsIn(chosen: readonly string[], resource: Resource, run: RunFacts): boolean {
  const environment = environmentOf(resource, run).toLowerCase();
  return chosen.length === 0 ? !isDisposable(environment) : chosen.some((one) => one.toLowerCase() === environment);
}

/** The environment of a resource: its tag, where that is known, or the name of the stack. Stacks may be `organization/project/stack`. */
export function environmentOf(resource: Resource, run: RunFacts): string {
  const { values } = tagsOf(resource);
  for (const wanted of TAG_KEYS) {
    for (const [key, value] of values) {
      if (key.toLowerCase() === wanted && value !== undefined && value.trim() !== "") {
        return value.trim();
      }
    }
  }
  return run.stack.split("/").at(-1) ?? run.stack;
}

/** One of the words of its name says so: `dev`, `alice-dev`, `Test2`, `pr-1042`, `non-prod`. */
function isDisposable(environment: string): boolean {
  const words = environment.replace(/non[^a-z0-9]prod/, "nonprod").split(/[^a-z0-9]+/);
  return words.some((word) => DISPOSABLE.has(word) || DISPOSABLE.has(word.replace(/\d+$/, "")));
}
