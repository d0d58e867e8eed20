// Helm releases, of which only the record is kept: charts come from the network, so nothing is rendered and none of a chart's objects exists. The record is
// where Helm keeps its own, a Secret for each revision in the namespace of the release, so that what is made, changed, read and deleted is really there.
import { different } from "./inputDiff.mjs";

const KEPT = ["chart", "version", "values"];

export function releases(request) {
  const secrets = (namespace) => `/api/v1/namespaces/${namespace}/secrets`;
  const selector = (name) => `?labelSelector=${encodeURIComponent(`owner=helm,name=${name}`)}`;
  const revisions = async (namespace, name) => {
    const { body } = await answered(request("GET", `${secrets(namespace)}${selector(name)}`));
    return body.items.map((secret) => ({ secret, revision: Number(secret.metadata.labels.version) })).sort((a, b) => b.revision - a.revision);
  };
  const write = (inputs, revision) =>
    answered(
      request("POST", `${secrets(inputs.namespace)}?fieldManager=helm&fieldValidation=Strict`, {
        apiVersion: "v1",
        kind: "Secret",
        type: "helm.sh/release.v1",
        metadata: {
          name: `sh.helm.release.v1.${inputs.name}.v${revision}`,
          labels: { owner: "helm", name: inputs.name, status: "deployed", version: String(revision) },
        },
        data: { release: Buffer.from(JSON.stringify(kept(inputs))).toString("base64") },
      }),
    );
  return {
    async check(inputs) {
      const missing = ["name", "namespace", "chart", "version"].filter((property) => inputs[property] === undefined);
      return { inputs, failures: missing.map((property) => ({ property, reason: `this stand-in needs ${property}` })) };
    },

    diff(_, before, after) {
      const changed = different(before, after);
      return { changed, replaces: changed.filter((field) => ["name", "namespace"].includes(field)), deleteBeforeReplace: false };
    },

    async create(inputs, { preview }) {
      if (preview) {
        return { state: inputs };
      }
      if ((await revisions(inputs.namespace, inputs.name)).length > 0) {
        throw new Error(`release ${inputs.name}: cannot re-use a name that is still in use`);
      }
      await write(inputs, 1);
      return { id: `${inputs.namespace}/${inputs.name}`, state: stateOf(inputs, 1) };
    },

    async read(id, _, before) {
      const [namespace, name] = id.split("/");
      const [newest] = await revisions(namespace, name);
      if (newest === undefined) {
        return undefined;
      }
      const record = JSON.parse(Buffer.from(newest.secret.data.release, "base64").toString("utf8"));
      const inputs = { ...before, name, namespace, ...record };
      return { inputs, state: stateOf(inputs, newest.revision) };
    },

    async update(_, __, inputs, { preview }) {
      const [newest] = await revisions(inputs.namespace, inputs.name);
      if (newest === undefined) {
        throw new Error(`release ${inputs.name}: not found`);
      }
      if (!preview) {
        await write(inputs, newest.revision + 1);
        for (const { secret } of (await revisions(inputs.namespace, inputs.name)).slice(inputs.maxHistory ?? 10)) {
          await answered(request("DELETE", `${secrets(inputs.namespace)}/${secret.metadata.name}`));
        }
      }
      return stateOf(inputs, newest.revision + (preview ? 0 : 1));
    },

    async remove(id) {
      const [namespace, name] = id.split("/");
      await answered(request("DELETE", `${secrets(namespace)}${selector(name)}`));
    },
  };
}

async function answered(asked) {
  const answer = await asked;
  if (answer.status >= 300) {
    throw new Error(answer.body.message ?? JSON.stringify(answer.body));
  }
  return answer;
}

function kept(inputs) {
  return Object.fromEntries(KEPT.map((key) => [key, inputs[key]]));
}

function stateOf(inputs, revision) {
  const { name, namespace, version } = inputs;
  return { ...inputs, status: { name, namespace, revision, status: "deployed", version } };
}
