// What happens to a stack that was made with the components of a commit before, when it is updated with those of the work tree.
import { lossesIn } from "./data.mjs";
import { problems } from "./outcome.mjs";
import { differencesBetween, lines, specified } from "./steps.mjs";

/**
 * What the update may replace or delete: nothing, unless a commit needs it, says so here, and says in its changeset why. One step a line, as in changes.mjs.
 */
const expected = {
  replace: "",
  delete: "",
};

/** First with the program of then, which users have when they upgrade; then with that of the work tree. */
export async function upgrade({ stack, previous, check, unchanged }) {
  await stack.useComponents();
  const updated = await stack.up();
  const removals = lines(updated.steps.filter(({ op }) => op !== "create" && op !== "update"));
  const differences = differencesBetween(removals, specified(expected));
  check(
    updated.code === 0 && differences.length === 0,
    `an upgrade from the components of ${previous.commit.slice(0, 7)} (${updated.steps.length} steps) replaces and deletes what is expected`,
    [...differences, ...problems(updated)],
  );
  await unchanged("the upgrade");
  await stack.useProgram();
  const adapted = await stack.up();
  check(adapted.code === 0, `an up of the work tree's program (${adapted.steps.length} steps) follows`, problems(adapted));
  const losses = lines(lossesIn([...updated.steps, ...adapted.steps]));
  check(losses.length === 0, "the upgrade: nothing that holds data is deleted or replaced", losses);
}
