// Stands in for Pulumi's Kubernetes provider, which can't be built here. Every object goes to a real API server with strict field validation, and what a change
// means follows the provider of @pulumi/kubernetes 4.34: a create, also of what exists, and an update are server-side applies with a field manager of the
// object's own that force nothing, a diff compares the inputs with the same fields of what was read last, a preview is a dry run, a deletion waits.
// What it does not do: wait until something is ready, and give names to what has none.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";
import { unary } from "../pulumi/unary.mjs";
import { releases } from "./helmReleases.mjs";
import { different } from "./inputDiff.mjs";
import { objects } from "./kubernetesObjects.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const provider = require("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");

const LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;

/** Serves a provider whose cluster is always the one that answers `request`, whatever cluster its kubeconfig names. */
export async function serveKubernetes(request) {
  const kinds = { object: objects(request), release: releases(request) };
  const kindOf = (type) => kinds[type === "kubernetes:helm.sh/v3:Release" ? "release" : "object"];
  const methods = {
    handshake: () => new provider.ProviderHandshakeResponse(),
    attach: () => new Empty(),
    cancel: () => new Empty(),
    getPluginInfo: () => new PluginInfo().setVersion("4.34.2"),
    getSchema: () => new provider.GetSchemaResponse().setSchema("{}"),
    checkConfig: (config) => new provider.CheckResponse().setInputs(config.getNews()),
    diffConfig(config) {
      const [before, after] = [config.getOldInputs(), config.getNews()].map(values);
      const changed = different(before, after);
      // Another kubeconfig reaches the same cluster, unless what identifies the cluster says otherwise.
      return diffResponse(changed, changed.includes("clusterIdentifier") ? ["clusterIdentifier"] : []);
    },
    configure: () => new provider.ConfigureResponse().setSupportspreview(true),
    async check(asked) {
      const { inputs, failures = [] } = await kindOf(asked.getType()).check(values(asked.getNews()), asked.getType());
      return new provider.CheckResponse()
        .setInputs(struct(inputs))
        .setFailuresList(failures.map(({ property, reason }) => new provider.CheckFailure().setProperty(property).setReason(reason)));
    },
    async diff(asked) {
      const kind = kindOf(asked.getType());
      const [state, before, after] = [asked.getOlds(), asked.getOldInputs(), asked.getNews()].map(values);
      const { changed, replaces, deleteBeforeReplace } = kind.diff(state, before, after);
      return diffResponse(changed, replaces).setDeletebeforereplace(deleteBeforeReplace);
    },
    async create(asked) {
      const inputs = values(asked.getProperties());
      const preview = asked.getPreview();
      if (preview && containsUnknown(inputs)) {
        return new provider.CreateResponse().setProperties(asked.getProperties());
      }
      const { id, state } = await kindOf(asked.getType()).create(inputs, { preview });
      return new provider.CreateResponse().setId(preview ? "" : id).setProperties(struct(state));
    },
    async read(asked) {
      const [before, state] = [asked.getInputs(), asked.getProperties()].map(values);
      const found = await kindOf(asked.getType()).read(asked.getId(), asked.getType(), before, state);
      return found === undefined
        ? new provider.ReadResponse()
        : new provider.ReadResponse().setId(asked.getId()).setInputs(struct(found.inputs)).setProperties(struct(found.state));
    },
    async update(asked) {
      const [state, inputs] = [asked.getOlds(), asked.getNews()].map(values);
      const preview = asked.getPreview();
      if (preview && containsUnknown(inputs)) {
        return new provider.UpdateResponse().setProperties(asked.getNews());
      }
      return new provider.UpdateResponse().setProperties(struct(await kindOf(asked.getType()).update(asked.getId(), state, inputs, { preview })));
    },
    async delete(asked) {
      await kindOf(asked.getType()).remove(asked.getId(), values(asked.getProperties()));
      return new Empty();
    },
  };
  const server = new grpc.Server(LIMITS);
  server.addService(ResourceProviderService, Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, unary(method)])));
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return { port, close: () => server.forceShutdown() };
}

function diffResponse(changed, replaces = []) {
  return new provider.DiffResponse()
    .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(changed)
    .setReplacesList(replaces);
}

function containsUnknown(value) {
  return value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value).some(containsUnknown));
}

function values(message) {
  return message?.toJavaScript() ?? {};
}

function struct(properties) {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}
