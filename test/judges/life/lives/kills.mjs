// A life in which the CLI is killed in the middle, again and again: between two steps, and at the worst moment, when a provider has done its work and nobody has
// heard of it yet. What the engine can't know then, and how to tell it, is in docs/lifecycle.md. In between, each step of an update fails once.
import { eventually } from "../../kubernetes/eventually.mjs";
import { census } from "../census.mjs";
import { changes } from "../changes.mjs";
import { failEachStep } from "../faults.mjs";
import { problems } from "../outcome.mjs";
import { kindAndName } from "../steps.mjs";
import { interrupted, killed } from "../stopping.mjs";
import { end, unprotect } from "./changes.mjs";
import { nothingDrifted } from "./failures.mjs";

/** Each step at which we stop depends on the one before it, so that their order is no matter of chance. */
export async function live({ world, interceptor, check, createStack }) {
  const before = await census(world);
  const stack = await createStack();

  const kill = (begin, at) => killed({ world, interceptor, stack }, begin, at);
  const up = () => stack.begin(["up", "--yes", "--skip-preview"]);
  const destroy = () => stack.begin(["destroy", "--yes", "--skip-preview"]);
  const isStep = (operation, name) => (step) => step.operation === operation && kindAndName(step.urn) === name;
  const finished = (result, title) => check(result.code === 0, title, problems(result));

  // Between two steps: what was started and never reached its provider is in doubt for the engine, and done again by the next update.
  await kill(up, { when: isStep("create", "Vpc core-vpc") });
  const doubts = (await stack.state()).pending;
  check(doubts.length > 0, `killed before the VPC was made: ${doubts.length} creations are in doubt`);
  const locked = await stack.up();
  check(
    locked.code !== 0 && locked.stderr.includes("pulumi cancel"),
    "the next up says that the stack is locked, and how to unlock it",
    problems(locked),
  );
  await stack.cancel();

  // At the worst moment, with a name that AWS chooses.
  const subnet = await kill(up, { when: isStep("create", "Subnet core-intra-a"), after: true });
  await stack.cancel();
  const made = await stack.state();
  const unknown = [...(await census(world))].flatMap((name) => /^ec2 subnets \S+ (subnet-.*)$/.exec(before.has(name) ? "" : name)?.[1] ?? []);
  const [id, ...others] = unknown.filter((own) => !made.resources.some((resource) => resource.id === own));
  check(id !== undefined && others.length === 0, "killed when AWS had made a subnet: it is there, and the state does not know it", unknown);
  await adopt(stack, subnet, id, check);

  // An interrupt, as Ctrl+C sends it: what is under way ends first.
  const stopped = await interrupted({ world, interceptor }, up, { when: isStep("create", "Cluster core-cluster") });
  const doubtful = (await stack.state()).pending.map(({ resource }) => kindAndName(resource.urn));
  check(stopped.code !== 0 && doubtful.length === 0, "interrupted while the cluster was made, up ends with nothing in doubt", doubtful);

  // At the worst moment, in the cluster: made again in its place, or imported, the namespace would have a second field manager, and keep the first.
  const namespace = await kill(up, { when: isStep("create", "Namespace orders-namespace"), after: true });
  await stack.cancel();
  const gone = await deletedByHand(world.cluster, "/api/v1/namespaces/orders");
  check(gone, "killed when the namespace was made: it is there, and is deleted by hand");
  finished(await stack.settle("--clear-pending-creates"), "a refresh clears all doubts");
  finished(await stack.up(), "the next up finishes");

  const created = world.record().filter(({ operation, failed }) => operation === "create" && failed === undefined);
  const twice = created.map(({ urn }) => urn).filter((urn, index, urns) => urns.indexOf(urn) !== index);
  check(JSON.stringify(twice) === JSON.stringify([namespace.urn]), "and nothing else was made twice", twice.map(kindAndName));
  const { pending, resources } = await stack.state();
  check(
    pending.length === 0,
    "nothing is in doubt any more",
    pending.map(({ resource }) => kindAndName(resource.urn)),
  );
  const own = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  check(own.length === new Set(created.map(({ urn }) => urn)).size, "and the state has everything that was made", [
    `${own.length}`,
    `${created.length}`,
  ]);
  const unchanged = async () => {
    const preview = await stack.preview("--expect-no-changes");
    check(preview.code === 0, "then a preview has no changes", problems(preview));
  };
  await unchanged();

  await changes.find(({ change }) => change === "A new image").edit(stack);
  await kill(up, { when: isStep("update", "Deployment orders-deployment"), after: true });
  await stack.cancel();
  finished(await stack.up(), "killed when the Deployment was updated: the next up finishes");
  await unchanged();

  await changes.find(({ change }) => change === "A tag changed").edit(stack);
  const updates = (await stack.preview()).steps.filter(({ op }) => op === "update").length;
  const { repeat, onceEach } = failEachStep({ world, interceptor, check });
  await repeat("an update of every tag", () => stack.up("--continue-on-error"));
  onceEach("update", updates);
  await unchanged();
  await nothingDrifted(stack, check);

  await unprotect(stack, check);
  await kill(destroy, { when: isStep("delete", "Namespace orders-namespace") });
  await stack.cancel();
  await kill(destroy, { when: isStep("delete", "NodeGroup core-system"), after: true });
  await stack.cancel();
  await end({ world, stack, before, check });
}

/** Deletes an object as kubectl does, and resolves with whether it was there and went. */
async function deletedByHand({ request }, address) {
  const { status } = await request("DELETE", address);
  return status === 200 && eventually(async () => (await request("GET", address)).status === 404, 60);
}

/** Clears the engine's doubts, and imports the one resource that exists after all. */
async function adopt(stack, { urn }, id, check) {
  const { resource } = (await stack.state()).pending.find((operation) => operation.resource.urn === urn);
  const cleared = await stack.settle("--clear-pending-creates");
  const imported = await stack.adopt(resource, id);
  const { resources, pending } = await stack.state();
  const known = resources.some((own) => own.urn === urn && own.id === id);
  check(known && pending.length === 0, `a refresh clears all doubts, and an import adopts ${kindAndName(urn)}`, [
    ...[cleared, imported].flatMap(problems),
    `${pending.length} are in doubt, and it is ${known ? "" : "not "}in the state`,
  ]);
}
