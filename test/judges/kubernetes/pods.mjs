// Follows the pods of a cluster, event by event, so that no moment is missed.

/** @returns what tells of the pods of a namespace: now, and at the worst moment since `forget()`. */
export async function followPods({ request, watch }) {
  const { body } = await request("GET", "/api/v1/pods");
  const pods = new Map(body.items.map((pod) => [pod.metadata.uid, pod]));
  const fewest = new Map();
  const inNamespace = (namespace) => [...pods.values()].filter(({ metadata }) => metadata.namespace === namespace);
  const ready = (namespace) => inNamespace(namespace).filter(isReady);
  const note = (namespace) => fewest.set(namespace, Math.min(fewest.get(namespace) ?? Infinity, ready(namespace).length));
  const close = await watch(`/api/v1/pods?watch=true&resourceVersion=${body.metadata.resourceVersion}`, ({ type, object }) => {
    if (type === "ERROR") {
      throw new Error(`the watch of the pods ended: ${object.message}`);
    }
    if (type === "DELETED") {
      pods.delete(object.metadata.uid);
    } else {
      pods.set(object.metadata.uid, object);
    }
    note(object.metadata.namespace);
  });
  return {
    ready,
    all: inNamespace,
    /** The fewest ready pods at any moment since `forget`. */
    fewest: (namespace) => fewest.get(namespace) ?? ready(namespace).length,
    forget() {
      fewest.clear();
      new Set([...pods.values()].map(({ metadata }) => metadata.namespace)).forEach(note);
    },
    close,
  };
}

/** One that is told to end is ready no more: load balancers send it nothing. */
function isReady({ metadata, status }) {
  return metadata.deletionTimestamp === undefined && (status.conditions ?? []).some(({ type, status: is }) => type === "Ready" && is === "True");
}
