import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  RequirePulumiVersionResponse,
  type SetRootResourceRequest,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterPackageResponse,
  type RegisterPackageRequest,
  type RegisterResourceHookRequest,
  type RegisterResourceOutputsRequest,
  SupportsFeatureResponse,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withAssetHashes } from "./assets";
import type { Engine } from "./engine";
import { callMethod, invoke } from "./invoke";
import { readResource } from "./read";
import { readRegistration, registerResource } from "./register";
import type { Diagnostic } from "../result/result";
import { type Methods, type Served, invalidArgument, serve } from "../wire/grpc";
import { fromStruct } from "../wire/struct";
import { downgradeOutputs, mapValues } from "../wire/values";

/** What the stock engine of the pinned SDK's generation supports. */
const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
  "sendsOptionsToHooks",
]);

const SEVERITIES: Record<number, Diagnostic["severity"]> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** Serves Pulumi's `ResourceMonitor` and `Engine` protocols for one preview, both on one address. */
export function serveEngine(engine: Engine): Promise<Served> {
  const { registerResource: registration } = ResourceMonitorService;
  const monitor = { ...ResourceMonitorService, registerResource: { ...registration, requestDeserialize: readRegistration } };
  return serve([
    { definition: monitor as never, methods: monitorMethods(engine) },
    { definition: EngineService as never, methods: engineMethods(engine) },
  ]);
}

function monitorMethods(engine: Engine): Methods {
  return {
    supportsFeature(request: SupportsFeatureRequest) {
      const response = new SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return response;
    },
    registerResource: (request) => registerResource(engine, request),
    async registerResourceOutputs(request: RegisterResourceOutputsRequest) {
      const resource = engine.deployment.resources.get(request.getUrn());
      if (resource === undefined) {
        throw invalidArgument(`unknown resource ${request.getUrn()}`);
      }
      const outputs = withAssetHashes(fromStruct(request.getOutputs()), engine.programDirectory);
      resource.outputs = mapValues(outputs, (value) => downgradeOutputs(value));
      engine.onReceived(resource.outputs);
      await engine.hooks.run("afterCreate", resource);
      return new Empty();
    },
    readResource: (request) => readResource(engine, request),
    invoke: (request) => invoke(engine, request),
    call: (request) => callMethod(engine, request),
    registerStackTransform(callback: Callback) {
      engine.transforms.addToStack(engine.callbacks.bind(callback));
      return new Empty();
    },
    registerStackInvokeTransform(callback: Callback) {
      engine.transforms.addToInvokes(engine.callbacks.bind(callback));
      return new Empty();
    },
    registerResourceHook(request: RegisterResourceHookRequest) {
      engine.hooks.register(request);
      return new Empty();
    },
    // Called when a step has failed, which none does in a preview.
    registerErrorHook: () => new Empty(),
    registerPackage(request: RegisterPackageRequest) {
      const response = new RegisterPackageResponse();
      response.setRef(engine.registerPackage(request));
      return response;
    },
    signalAndWaitForShutdown: () => new Empty(),
  };
}

function engineMethods(engine: Engine): Methods {
  return {
    log(request: LogRequest) {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      if (severity !== "debug") {
        const urn = request.getUrn();
        engine.log({ severity, message: request.getMessage(), ...(urn === "" ? {} : { urn }) });
      }
      return new Empty();
    },
    setRootResource(request: SetRootResourceRequest) {
      engine.deployment.rootUrn = request.getUrn();
      return new SetRootResourceResponse();
    },
    getRootResource() {
      const response = new GetRootResourceResponse();
      response.setUrn(engine.deployment.rootUrn);
      return response;
    },
    startDebugging: () => new Empty(),
    requirePulumiVersion: () => new RequirePulumiVersionResponse(),
  };
}
