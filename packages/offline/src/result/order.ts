/** What has to come before a resource. */
interface Ordered {
  urn: string;
  parent: string;
  provider?: string;
  dependencies: string[];
  propertyDependencies?: Record<string, string[]>;
  options?: { deletedWith?: string };
}

/**
 * Orders resources so that parents, providers and dependencies come first, and by URN where nothing else decides. The order in which they were registered,
 * which changes from run to run, plays no part.
 */
export function dependencyOrder<T extends Ordered>(resources: Iterable<T>): T[] {
  const byUrn = new Map([...resources].map((resource) => [resource.urn, resource]));
  const ordered: T[] = [];
  const visited = new Set<string>();
  const sorted = [...byUrn.keys()].sort();
  for (const start of sorted) {
    // Depth first with a stack of our own: a chain of dependencies may be longer than the call stack.
    const stack: { urn: string; before: string[] }[] = [];
    const enter = (urn: string): void => {
      const resource = byUrn.get(urn);
      if (resource !== undefined && !visited.has(urn)) {
        visited.add(urn);
        stack.push({ urn, before: prerequisites(resource).reverse() });
      }
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.before.pop();
      if (next !== undefined) {
        enter(next);
      } else {
        stack.pop();
        ordered.push(byUrn.get(top.urn) as T);
      }
    }
  }
  return ordered;
}

function prerequisites({ parent, provider, dependencies, propertyDependencies = {}, options }: Ordered): string[] {
  const named = [parent, provider, options?.deletedWith].filter((urn): urn is string => urn !== undefined && urn !== "");
  return [...named, ...[...dependencies, ...Object.values(propertyDependencies).flat()].sort()];
}
