// A life in which nothing goes wrong: made with the components as they were before, upgraded to those of the work tree, changed as teams change things, read
// again, and deleted.
import { census } from "../census.mjs";
import { changes, harmless } from "../changes.mjs";
import { lossesIn } from "../data.mjs";
import { problems } from "../outcome.mjs";
import { previousComponents } from "../previous.mjs";
import { wrongWithRetries } from "../retries.mjs";
import { differencesBetween, lines, specified } from "../steps.mjs";
import { upgrade } from "../upgrades.mjs";

/** What is not deleted by itself, for it goes with its cluster. */
const GOES_WITH_THE_CLUSTER = ["StorageClass gp3"];

/** What the simulator keeps and AWS does not: the interface of a NAT gateway, and the access list of a VPC. */
const SIMULATOR_KEEPS = /^ec2 (enis|network_acls) /;

/** Vault's key is nobody's to delete in passing, in any stage. */
const PROTECTED = ["Key vault-unseal"];

export async function live({ work, world, createStack, check, skip }) {
  const wrong = await wrongWithRetries(world.simulator);
  check(wrong.length === 0, "what AWS is asked again, after a lost connection, it does once", wrong);
  const before = await census(world);
  const previous = await previousComponents(work);
  const stack = await createStack({ components: previous.folder, program: previous.program });
  const unchanged = async (after) => {
    const preview = await stack.preview("--expect-no-changes");
    check(preview.code === 0, `after ${after}, a preview has no changes`, [...lines(preview.steps), ...problems(preview)]);
  };

  const made = await stack.up();
  const { resources } = await stack.state();
  const creations = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:")).length;
  const version = previous.commit?.slice(0, 7) ?? "the work tree";
  check(made.code === 0, `up makes the golden path of ${version}: ${creations} resources in ${made.seconds.toFixed(0)} s`, problems(made));
  const onlyOnce = world.record().filter(({ operation }) => operation === "create");
  check(onlyOnce.length === creations && new Set(onlyOnce.map(({ urn }) => urn)).size === creations, "and each of them once");
  await unchanged("the first up");

  if (previous.reason === undefined) {
    await upgrade({ stack, previous, check, unchanged });
  } else {
    skip(previous.reason);
  }
  for (const change of changes) {
    await change.edit(stack);
    const result = await stack.up();
    const differences = differencesBetween(lines(result.steps), specified(change));
    check(result.code === 0 && differences.length === 0, `${change.change}: exactly the steps that it should have`, [
      ...differences,
      ...problems(result),
    ]);
    const losses = lines(lossesIn(result.steps));
    check(losses.length === 0, `${change.change}: nothing that holds data is deleted or replaced`, losses);
  }
  // What a change had left over, the next one would have done besides its own.
  await unchanged("all of them");

  const refreshed = await stack.refresh();
  check(refreshed.code === 0 && refreshed.drift.length === 0, "a refresh finds everything as it was made", [
    ...refreshed.drift,
    ...problems(refreshed),
  ]);

  await harmless.edit(stack);
  const preview = await stack.preview();
  const differences = differencesBetween(lines(preview.steps), specified(harmless));
  check(preview.code === 0 && differences.length === 0, "tags, counts and sizes: exactly the steps that they should have", [
    ...differences,
    ...problems(preview),
  ]);
  const losses = lines(lossesIn(preview.steps));
  check(losses.length === 0, "tags, counts and sizes: nothing that holds data is deleted or replaced", losses);

  await unprotect(stack, check);
  await end({ world, stack, before, check });
}

/** Takes its protection from what should have it. */
export async function unprotect(stack, check) {
  const unprotected = await stack.unprotect();
  check(JSON.stringify(unprotected) === JSON.stringify(PROTECTED), `only ${PROTECTED.join(", ")} is protected in this stage`, unprotected);
}

/** Destroys a stack, and looks for what is left: in the state, in the simulated AWS, and in the cluster. */
export async function end({ world, stack, before, check, destroy = () => stack.destroy() }) {
  const result = await destroy();
  check(result.code === 0, `destroy deletes everything in ${result.seconds.toFixed(0)} s`, problems(result));
  const { resources, pending } = await stack.state();
  check(
    resources.length === 0 && pending.length === 0,
    "and leaves nothing in the state",
    [...resources, ...pending].map(({ urn }) => urn),
  );
  const left = [...(await census(world))].filter((name) => !before.has(name) && !GOES_WITH_THE_CLUSTER.includes(name) && !SIMULATOR_KEEPS.test(name));
  check(left.length === 0, "and nothing in AWS or in the cluster", left);
}
