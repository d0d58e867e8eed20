// The life of a stack that was made with the components as they were before: an update with those of the work tree, and the same program.
import { expected } from "../upgrades.mjs";
import { lossesIn } from "../data.mjs";
import { problems } from "../outcome.mjs";
import { previousComponents } from "../previous.mjs";
import { differencesBetween, lines, specified } from "../steps.mjs";

export async function live({ work, check, skip, createStack }) {
  const previous = await previousComponents(work);
  if (previous.reason !== undefined) {
    skip(previous.reason);
    return;
  }
  const stack = await createStack({ components: previous.folder, program: previous.program });
  const made = await stack.up();
  check(made.code === 0, `up makes the golden path with the components of ${previous.commit.slice(0, 7)}`, problems(made));
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
  const preview = await stack.preview("--expect-no-changes");
  check(preview.code === 0, "then a preview has no changes", problems(preview));
}
