import {
  type RegisterResourceHookRequest,
  type RegisterResourceRequest,
  ResourceHookRequest,
  ResourceHookResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks, RemoteFunction } from "./callbacks";
import type { EngineResource } from "../model/resource";
import { RpcError } from "../wire/grpc";
import { toStruct } from "../wire/struct";
import * as grpc from "@grpc/grpc-js";

interface Hook {
  run: RemoteFunction;
  onDryRun: boolean;
  ignoreErrors: boolean;
}

/** Resource hooks. In a preview only those run that asked for it. */
export class Hooks {
  private readonly hooks = new Map<string, Hook>();

  constructor(
    private readonly callbacks: Callbacks,
    private readonly report: {
      warning(message: string, urn: string): void;
      failure(message: string, resource: EngineResource): void;
      refusal(message: string, resource: EngineResource): Error;
    },
  ) {}

  register(request: RegisterResourceHookRequest): void {
    const name = request.getName();
    const callback = request.getCallback();
    if (this.hooks.has(name)) {
      throw new RpcError(grpc.status.ALREADY_EXISTS, `resource hook already registered for name "${name}"`);
    }
    if (callback !== undefined) {
      this.hooks.set(name, {
        run: this.callbacks.bind(callback),
        onDryRun: request.getOnDryRun(),
        ignoreErrors: request.getIgnoreErrors?.() ?? false,
      });
    }
  }

  /** Runs the resource's hooks of one moment in turn. One that fails before the step fails the step; one after it fails the preview in the end, and the program goes on. */
  async run(moment: "beforeCreate" | "afterCreate", resource: EngineResource): Promise<void> {
    const after = moment === "afterCreate";
    for (const name of resource.options.hooks[moment] ?? []) {
      const hook = this.hooks.get(name);
      if (hook === undefined) {
        throw new RpcError(grpc.status.INVALID_ARGUMENT, `resource hook "${name}" was not registered`);
      }
      if (!hook.onDryRun) {
        continue;
      }
      const request = new ResourceHookRequest();
      request.setUrn(resource.urn);
      request.setId(resource.id);
      request.setName(resource.name);
      request.setType(resource.type);
      request.setNewInputs(toStruct(resource.inputs));
      if (after) {
        request.setNewOutputs(toStruct(resource.outputs));
      }
      const error = ResourceHookResponse.deserializeBinary(await hook.run(request)).getError();
      if (error !== "" && hook.ignoreErrors) {
        this.report.warning(`${after ? "AfterCreate" : "BeforeCreate"} hook "${name}" failed: ${error}`, resource.urn);
      } else if (error !== "" && after) {
        this.report.failure(`after hook "${name}" failed: ${error}`, resource);
      } else if (error !== "") {
        throw this.report.refusal(`before hook "${name}" failed: ${error}`, resource);
      }
    }
  }
}

/** The hooks that a resource is bound to, by when they run. */
export function hookNames(binding: RegisterResourceRequest.ResourceHooksBinding | undefined): Record<string, string[]> {
  if (binding === undefined) {
    return {};
  }
  const named = {
    beforeCreate: binding.getBeforeCreateList(),
    afterCreate: binding.getAfterCreateList(),
    beforeUpdate: binding.getBeforeUpdateList(),
    afterUpdate: binding.getAfterUpdateList(),
    beforeDelete: binding.getBeforeDeleteList(),
    afterDelete: binding.getAfterDeleteList(),
    onError: binding.getOnErrorList?.() ?? [],
  };
  return Object.fromEntries(Object.entries(named).filter(([, hooks]) => hooks.length > 0));
}
