// Nodes that kwok keeps alive, and the drain of one as `kubectl drain` does it.
import { eventually } from "./eventually.mjs";

const MERGE = "application/merge-patch+json";

/** Creates a node in a zone. Others may be told from it by `labels`. */
export async function createNode({ request }, { name, zone, labels = {}, cpu = "4", memory = "16Gi" }) {
  const resources = { cpu, memory, pods: "110" };
  const node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "topology.kubernetes.io/zone": zone, ...labels },
    },
    status: { capacity: resources, allocatable: resources },
  };
  const { status, body } = await request("POST", "/api/v1/nodes", node);
  if (status !== 201) {
    throw new Error(`the API server refuses the node ${name}: ${body.message}`);
  }
  const target = `/api/v1/nodes/${name}`;
  const ready = async () => (await request("GET", target)).body.status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
  if (!(await eventually(ready, 30))) {
    throw new Error(`the node ${name} is not ready after 30 s`);
  }
}

export const cordon = ({ request }, name, unschedulable = true) =>
  request("PATCH", `/api/v1/nodes/${name}`, { spec: { unschedulable: unschedulable || null } }, MERGE);

/**
 * Cordons the nodes, and evicts all of their pods at once, each again and again while its budget does not allow it.
 * @returns whether no pod was left in time, and how many evictions were refused.
 */
export async function drain(cluster, names, seconds) {
  const { request } = cluster;
  for (const name of names) {
    await cordon(cluster, name);
  }
  let refused = 0;
  const evict = ({ metadata: { name, namespace, uid } }) =>
    eventually(async () => {
      const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace }, deleteOptions: { preconditions: { uid } } };
      const { status, body } = await request("POST", `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction);
      if (status === 429) {
        refused += 1;
        return false;
      }
      if (status >= 300 && status !== 404 && status !== 409) {
        throw new Error(`the eviction of the pod ${name} failed: ${body.message}`);
      }
      return true;
    }, seconds);
  const pods = async () => (await Promise.all(names.map((name) => podsOn(request, name)))).flat();
  await Promise.all((await pods()).map(evict));
  const finished = await eventually(async () => (await pods()).length === 0, seconds);
  return { finished, refused };
}

async function podsOn(request, node) {
  return (await request("GET", `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`)).body.items;
}
