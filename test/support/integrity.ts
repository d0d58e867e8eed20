import type { ExportedState } from "../../packages/offline";

// What the Pulumi CLI checks of a state before it takes it (`pulumi stack import`), in its order: pkg/resource/deploy, Snapshot.VerifyIntegrity.

const PROVIDER = /^pulumi:providers:[^:]+$/;
const URN = /^urn:pulumi:[^:]+::[^:]+::[^:].*::.+$/s;

/** Every rule that a state breaks; none for one that the CLI would take. */
export function integrityProblems(state: ExportedState): string[] {
  const problems: string[] = [];
  const { manifest, resources } = state.deployment;
  if (state.version !== 3) {
    problems.push(`version ${String(state.version)} is not 3`);
  }
  // The magic is a hash of the version, and nothing when there is none.
  if (manifest.version !== "" || manifest.magic !== "") {
    problems.push("the manifest's magic is not that of its version");
  }
  if (Number.isNaN(Date.parse(manifest.time))) {
    problems.push(`the manifest's time ${manifest.time} is none`);
  }
  const before = new Set<string>();
  const providers = new Set<string>();
  for (const resource of resources) {
    const { urn, type, custom, id, parent, provider, dependencies = [], propertyDependencies = {}, deletedWith } = resource;
    const problem = (text: string): void => void problems.push(`${urn} ${text}`);
    if (!URN.test(urn)) {
      problem("is no URN");
    }
    if (type === "") {
      problem("has no type");
    }
    if (!custom && id !== undefined) {
      problem("is a component and has an id");
    }
    if (PROVIDER.test(type)) {
      if (id === undefined || id === "") {
        problem("is a provider without an id");
      }
      providers.add(`${urn}::${id}`);
    }
    if (provider !== undefined && !providers.has(provider)) {
      problem(`refers to the unknown provider ${provider}`);
    }
    const needed = { parent, deletedWith, ...Object.fromEntries(dependencies.map((needs, index) => [`dependency ${index}`, needs])) };
    const ofProperties = Object.entries(propertyDependencies).flatMap(([key, needs]) =>
      needs.map((need): [string, string] => [`dependency of ${key}`, need]),
    );
    for (const [role, need] of [...Object.entries(needed), ...ofProperties]) {
      if (need !== undefined && !before.has(need)) {
        problem(`has the ${role} ${need}, which does not come before it`);
      }
    }
    if (before.has(urn)) {
      problem("is there twice");
    }
    before.add(urn);
  }
  return problems;
}
