// The life of a stack that was made with the components as they were before: an update with those of the work tree, and the same program. Then a tag changes,
// and each step of that update fails once.
import { lossesIn } from "../data.mjs";
import { failEachStep } from "../faults.mjs";
import { problems } from "../outcome.mjs";
import { previousComponents } from "../previous.mjs";
import { differencesBetween, lines, specified } from "../steps.mjs";
import { expected } from "../upgrades.mjs";
import { nothingDrifted } from "./failures.mjs";

export async function live({ work, world, interceptor, check, skip, createStack }) {
  const previous = await previousComponents(work);
  const stack = await createStack({ components: previous.folder, program: previous.program });
  const made = await stack.up();
  check(made.code === 0, `up makes the golden path with the components of ${previous.commit?.slice(0, 7) ?? "the work tree"}`, problems(made));
  const unchanged = async () => {
    const preview = await stack.preview("--expect-no-changes");
    check(preview.code === 0, "then a preview has no changes", problems(preview));
  };
  if (previous.reason !== undefined) {
    skip(previous.reason);
  } else {
    await stack.useComponents();
    const updated = await stack.up();
    const removals = lines(updated.steps.filter(({ op }) => op !== "create" && op !== "update"));
    const differences = differencesBetween(removals, specified(expected));
    check(
      updated.code === 0 && differences.length === 0,
      `an up with those of the work tree (${updated.steps.length} steps) replaces and deletes what is expected`,
      [...differences, ...problems(updated)],
    );
    const losses = lines(lossesIn(updated.steps));
    check(losses.length === 0, "and nothing that holds data", losses);
    await unchanged();
  }

  await stack.configure("costCenter", "cc-2042");
  const updates = (await stack.preview()).steps.filter(({ op }) => op === "update").length;
  const { repeat, onceEach } = failEachStep({ world, interceptor, check });
  await repeat("an update of every tag", () => stack.up("--continue-on-error"));
  onceEach("update", updates);
  await unchanged();
  await nothingDrifted(stack, check);
}
