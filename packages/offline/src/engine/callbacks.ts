import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { call, insecureChannel } from "../wire/grpc";
import * as grpc from "@grpc/grpc-js";

/** A function of the program that the engine can call: its request and its answer are serialised messages. */
export type RemoteFunction = (request: { serializeBinary(): Uint8Array }) => Promise<Uint8Array>;

/** The functions that the program serves: transforms and hooks. One client an address. */
export class Callbacks {
  private readonly clients = new Map<string, CallbacksClient>();

  bind(callback: Callback): RemoteFunction {
    const target = callback.getTarget();
    const token = callback.getToken();
    let client = this.clients.get(target);
    if (client === undefined) {
      client = new CallbacksClient(target, ...insecureChannel());
      this.clients.set(target, client);
    }
    const bound = client;
    return async (request) => {
      const message = new CallbackInvokeRequest();
      message.setToken(token);
      message.setRequest(request.serializeBinary());
      const response = await call<CallbackInvokeRequest, CallbackInvokeResponse>(bound, "invoke", message).catch((error: grpc.ServiceError) => {
        // In the words of Go's gRPC, in which the program gets it back from the stock engine.
        throw new Error(`rpc error: code = ${error.code === grpc.status.UNKNOWN ? "Unknown" : grpc.status[error.code]} desc = ${error.details}`);
      });
      return response.getResponse_asU8();
    };
  }

  close(): void {
    for (const client of this.clients.values()) {
      client.close();
    }
  }
}
