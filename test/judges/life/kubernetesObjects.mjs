// What a Kubernetes provider does with objects, against a real API server.
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { different, pruned } from "./inputDiff.mjs";

/** Where the state keeps the object's field manager. */
const MANAGER = "__fieldManager";

/** How long a deletion may take, in seconds. */
const PATIENCE = 60;

/** What the API server itself writes. */
const SERVER_FIELDS = ["creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"];

/** Fields that can't change in place, by kind, of the kinds that we make; name and namespace of every kind are others. */
const IMMUTABLE = {
  ConfigMap: ["binaryData", "data"],
  Deployment: ["spec.selector"],
  Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  PersistentVolumeClaim: ["spec"],
  Secret: ["data", "stringData", "type"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.podManagementPolicy", "spec.revisionHistoryLimit", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
  StorageClass: ["parameters", "provisioner"],
};

export function objects(request) {
  const api = apiServer(request);
  return {
    async check(inputs, type) {
      const object = normal({ ...kindOf(type), ...inputs });
      return object.metadata?.name === undefined
        ? { inputs: object, failures: [{ property: "metadata.name", reason: "this stand-in names nothing; set metadata.name" }] }
        : { inputs: object };
    },

    diff(state, before, after) {
      const changed = different(pruned(state, before), after);
      const immutable = ["metadata.name", "metadata.namespace", ...(IMMUTABLE[after.kind] ?? [])];
      const replaces = changed.filter((field) => immutable.some((prefix) => field === prefix || field.startsWith(`${prefix}.`)));
      return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && id(state) === id(after) };
    },

    async create(object, { preview }) {
      const manager = `pulumi-kubernetes-${randomBytes(4).toString("hex")}`;
      const made = await api.apply(object, manager, { preview });
      const inTheWay = made.status === 422 && made.body.message.includes("field is immutable");
      const missing = made.status === 404 && made.body.details?.kind === "namespaces";
      if (preview && (inTheWay || missing)) {
        // It may be deleted, or made, earlier in the same update.
        return { state: object };
      }
      return { id: id(object), state: stateOf(accepted(made, object), manager) };
    },

    async read(identifier, type, before, state) {
      const [name, namespace] = identifier.split("/").reverse();
      const object = { ...kindOf(type), metadata: { name, ...(namespace !== undefined && { namespace }) } };
      const { status, body } = await request("GET", await api.address(object));
      if (status === 404) {
        return undefined;
      }
      const live = withoutServerFields(accepted({ status, body }, object));
      const known = Object.keys(before).length > 0;
      return {
        inputs: known ? pruned(live, before) : live,
        state: stateOf(body, state[MANAGER] ?? `pulumi-kubernetes-${randomBytes(4).toString("hex")}`),
      };
    },

    async update(_, state, object, { preview }) {
      const manager = state[MANAGER];
      return stateOf(accepted(await api.apply(object, manager, { preview }), object), manager);
    },

    async remove(_, state) {
      const address = await api.address(state);
      const deleted = await request("DELETE", address, { propagationPolicy: "Background" });
      if (deleted.status !== 404) {
        accepted(deleted, state);
      }
      for (const deadline = performance.now() + PATIENCE * 1000; (await request("GET", address)).status !== 404; await delay(100)) {
        if (performance.now() > deadline) {
          throw new Error(`${state.kind} ${id(state)} is still there ${PATIENCE} s after it was deleted`);
        }
      }
    },
  };
}

/** Where objects are in the API. */
function apiServer(request) {
  const known = new Map();
  const resourceOf = async ({ apiVersion, kind }) => {
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!known.has(`${root}/${kind}`)) {
      const { status, body } = await request("GET", root);
      const found = status === 200 ? body.resources.find((resource) => resource.kind === kind && !resource.name.includes("/")) : undefined;
      if (found === undefined) {
        throw new Error(`the API server knows no ${kind} of ${apiVersion}`);
      }
      known.set(`${root}/${kind}`, { root, ...found });
    }
    return known.get(`${root}/${kind}`);
  };
  const address = async (object) => {
    const { root, name, namespaced } = await resourceOf(object);
    const collection = namespaced ? `${root}/namespaces/${object.metadata.namespace ?? "default"}/${name}` : `${root}/${name}`;
    return `${collection}/${object.metadata.name}`;
  };
  return {
    address,
    async apply(object, manager, { preview }) {
      const query = `?fieldManager=${manager}&fieldValidation=Strict${preview ? "&dryRun=All" : ""}`;
      return request("PATCH", `${await address(object)}${query}`, object, "application/apply-patch+yaml");
    },
  };
}

/** The body of an answer that is no error. */
function accepted({ status, body }, { kind, metadata }) {
  if (status >= 300) {
    throw new Error(`${kind} ${metadata.name}: ${body.message ?? JSON.stringify(body)}`);
  }
  return body;
}

function stateOf(live, manager) {
  return { ...withoutServerFields(live), [MANAGER]: manager };
}

function withoutServerFields(live) {
  const metadata = Object.fromEntries(Object.entries(live.metadata).filter(([key]) => !SERVER_FIELDS.includes(key)));
  return { ...live, metadata };
}

/** `kubernetes:apps/v1:Deployment` is a Deployment of apps/v1, and `kubernetes:core/v1:Service` a Service of v1. */
function kindOf(type) {
  const [, group, kind] = type.split(":");
  return { apiVersion: group.replace(/^core\//, ""), kind };
}

function id({ metadata: { name, namespace } }) {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** As the API server would write it. */
function normal({ stringData, ...object }) {
  if (stringData === undefined || object.kind !== "Secret") {
    return stringData === undefined ? object : { ...object, stringData };
  }
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
  return { ...object, data: { ...object.data, ...Object.fromEntries(encoded) } };
}
