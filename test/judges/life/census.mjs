// What is there: in the simulated AWS, and in the cluster. Two censuses tell what came and what stayed.

/** Kinds that Kubernetes makes and removes as it likes. */
const OWN_AFFAIRS = new Set(["Event", "Lease", "EndpointSlice", "Endpoints", "ControllerRevision", "ComponentStatus"]);

/** Everything in both, one name each, such as `ec2 vpcs vpc-1234` and `Namespace orders`. */
export async function census({ simulator, cluster }) {
  return new Set((await Promise.all([inAws(simulator), inCluster(cluster)])).flat());
}

async function inAws({ url }) {
  const response = await fetch(`${url}/moto-api/census`);
  if (!response.ok) {
    throw new Error(`the simulator's census failed: ${await response.text()}`);
  }
  return Object.entries(await response.json()).flatMap(([place, names]) => names.map((name) => `${place} ${name}`));
}

async function inCluster({ request }) {
  const body = async (target) => (await request("GET", target)).body;
  const groups = (await body("/apis")).groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`);
  const found = [];
  for (const root of ["/api/v1", ...groups]) {
    const { resources } = await body(root);
    for (const { name, kind, verbs } of resources) {
      if (!name.includes("/") && verbs.includes("list") && !OWN_AFFAIRS.has(kind)) {
        const { items = [] } = await body(`${root}/${name}`);
        found.push(...items.map(({ metadata }) => [kind, metadata.namespace, metadata.name].filter(Boolean).join(" ")));
      }
    }
  }
  return found;
}
