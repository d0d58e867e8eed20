// Stands in for every provider: one server in this process, to which the stock engine connects once for each provider that it configures. What a provider
// answers is our own simulator's, so that what differs between two previews is the engine's.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const provider = require("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { ResourceMonitorClient } = require("@pulumi/pulumi/proto/resource_grpc_pb");
const { RegisterResourceRequest } = require("@pulumi/pulumi/proto/resource_pb");
const { containsUnknown } = require(path.join(root, "packages", "offline", "dist", "wire", "values.js"));
const { createSimulator } = require(path.join(root, "packages", "offline", "dist", "simulation", "createSimulator.js"));

const LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/**
 * Serves the providers of one preview or update. `existing` are the resources that the program imports, by id, as `{ inputs, outputs }`; `schema` is what
 * programs in YAML ask for. An update needs outputs that are `simulated`.
 */
export async function serveProviders(project, existing, { outputs = "unknown", schema = {} } = {}) {
  const simulator = createSimulator({
    outputMode: outputs,
    resolveFrom: project.programDirectory,
    fixturesFile: project.fixturesFile,
    config: project.config,
  });
  // A connection is a provider: requests do not say which one they are for.
  const configured = new Map();
  const providerOf = (call) => configured.get(call.getPeer());
  const regionOf = (call) => {
    const region = providerOf(call)?.inputs.region;
    return typeof region === "string" ? region : (project.config["aws:region"] ?? "us-east-1");
  };
  const resource = (call, inputs) => {
    const { request } = call;
    const [urn, type, name] = [request.getUrn(), request.getType(), request.getName()];
    return { urn, type, name, inputs, programInputs: inputs, options: { importId: "" }, provider: providerOf(call) };
  };

  const methods = {
    handshake: () => new provider.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true),
    attach: () => new Empty(),
    getPluginInfo: () => new PluginInfo().setVersion("0.1.0"),
    getSchema: () => new provider.GetSchemaResponse().setSchema(JSON.stringify(schema)),
    parameterize: ({ request }) => {
      const value = request.getValue();
      return new provider.ParameterizeResponse().setName(value.getName()).setVersion(value.getVersion());
    },
    checkConfig: ({ request }) => new provider.CheckResponse().setInputs(request.getNews()),
    diffConfig: () => new provider.DiffResponse().setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE),
    configure(call) {
      configured.set(call.getPeer(), { urn: call.request.getUrn(), type: call.request.getType(), inputs: properties(call.request.getArgs()) });
      return new provider.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true);
    },
    check: (call) => new provider.CheckResponse().setInputs(struct(simulator.check(resource(call, properties(call.request.getNews()))))),
    diff: () => new provider.DiffResponse().setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE),
    create(call) {
      const created = simulator.create(resource(call, properties(call.request.getProperties())));
      const known = outputs === "unknown" ? created.outputs : withoutUnknowns(created.outputs);
      return new provider.CreateResponse().setId(created.id).setProperties(struct(known));
    },
    async read(call) {
      const { request } = call;
      const id = request.getId();
      const given = properties(request.getProperties());
      const imported = existing.get(id);
      const asked = { type: request.getType(), name: request.getName(), id, properties: given, region: regionOf(call) };
      const { inputs, outputs } = imported ?? { inputs: given, outputs: await simulator.read(asked) };
      // What exists is known: the engine refuses a provider's answer that says otherwise.
      return new provider.ReadResponse()
        .setId(id)
        .setInputs(struct(withoutUnknowns(inputs)))
        .setProperties(struct(withoutUnknowns(outputs)));
    },
    async invoke(call) {
      const { value } = await simulator.invoke(call.request.getTok(), properties(call.request.getArgs()), {
        region: regionOf(call),
        provider: providerOf(call),
      });
      return new provider.InvokeResponse().setReturn(struct(value));
    },
    async call(call) {
      const { value } = await simulator.call(call.request.getTok(), properties(call.request.getArgs()), {
        region: regionOf(call),
        provider: providerOf(call),
      });
      return new provider.CallResponse().setReturn(struct(value));
    },
    construct: ({ request }) => construct(request),
    cancel: () => new Empty(),
  };

  const server = new grpc.Server(LIMITS);
  server.addService(ResourceProviderService, Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, unary(method)])));
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return { port, close: () => server.forceShutdown() };
}

/** A remote component whose plugin makes nothing, with the options that a plugin of the Node SDK passes on. */
async function construct(request) {
  const registration = new RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setObject(request.getInputs())
    .setDependenciesList(request.getDependenciesList())
    .setProtect(request.getProtect())
    .setRetainondelete(request.getRetainondelete())
    .setDeletedwith(request.getDeletedwith())
    .setIgnorechangesList(request.getIgnorechangesList())
    .setReplaceonchangesList(request.getReplaceonchangesList())
    .setAliasesList(request.getAliasesList())
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportsresultreporting(true);
  request.getInputdependenciesMap().forEach((dependencies, property) => {
    registration
      .getPropertydependenciesMap()
      .set(property, new RegisterResourceRequest.PropertyDependencies().setUrnsList(dependencies.getUrnsList()));
  });
  const monitor = new ResourceMonitorClient(request.getMonitorendpoint(), grpc.credentials.createInsecure(), LIMITS);
  const registered = await new Promise((resolve, reject) =>
    monitor.registerResource(registration, (error, response) => (error ? reject(error) : resolve(response))),
  );
  monitor.close();
  return new provider.ConstructResponse().setUrn(registered.getUrn()).setState(struct({}));
}

function withoutUnknowns(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !containsUnknown(value)));
}

function properties(message) {
  return message?.toJavaScript() ?? {};
}

function struct(values) {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)));
}

function unary(method) {
  return (call, callback) =>
    Promise.resolve(call)
      .then(method)
      .then(
        (response) => callback(null, response),
        (error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
      );
}
