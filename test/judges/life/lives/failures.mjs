// A life in which each creation and each deletion fails once. That each update does is in the life of the kills, which has the time for it.
import { census } from "../census.mjs";
import { failEachStep } from "../faults.mjs";
import { problems } from "../outcome.mjs";
import { end, unprotect } from "./changes.mjs";

export async function live({ world, interceptor, check, createStack }) {
  const before = await census(world);
  const stack = await createStack();
  const { repeat, onceEach } = failEachStep({ world, interceptor, check });

  await repeat("up", () => stack.up("--continue-on-error"));
  const { resources } = await stack.state();
  const own = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  onceEach("create", own.length);
  const preview = await stack.preview("--expect-no-changes");
  check(preview.code === 0, "then a preview has no changes", problems(preview));
  await nothingDrifted(stack, check);

  const deleted = own.length - own.filter(({ deletedWith }) => deletedWith).length;
  await unprotect(stack, check);
  await end({ world, stack, before, check, destroy: () => repeat("destroy", () => stack.destroy("--continue-on-error")) });
  onceEach("delete", deleted);
}

export async function nothingDrifted(stack, check) {
  const refreshed = await stack.refresh();
  check(refreshed.code === 0 && refreshed.drift.length === 0, "and a refresh finds everything as it was made", [
    ...refreshed.drift,
    ...problems(refreshed),
  ]);
}
