import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { setTimeout as delay } from "node:timers/promises";
import { call, insecureChannel } from "../wire/grpc";
import type { PackFile } from "./packFile";
import { type PackProcess, readable } from "./packProcess";

/** How long a call that was cut off waits for the pack's own last words, in milliseconds. */
const LAST_WORDS = 2_000;

/** The pack's service. What it throws is told in the pack's own words. */
export class PackClient {
  private readonly client: AnalyzerClient;

  constructor(
    private readonly file: PackFile,
    private readonly served: PackProcess,
  ) {
    this.client = new AnalyzerClient(served.address, ...insecureChannel());
  }

  async call<Request, Response>(method: string, request: Request): Promise<Response> {
    try {
      return await call<Request, Response>(this.client, method, request);
    } catch (error) {
      throw await this.cause(error as grpc.ServiceError);
    }
  }

  /** Old SDKs lack some methods: there is then nothing to do. */
  async ifImplemented<Request, Response>(method: string, request: Request): Promise<Response | undefined> {
    try {
      return await call<Request, Response>(this.client, method, request);
    } catch (error) {
      if ((error as grpc.ServiceError).code === grpc.status.UNIMPLEMENTED) {
        return undefined;
      }
      throw await this.cause(error as grpc.ServiceError);
    }
  }

  close(): void {
    this.client.close();
  }

  private async cause(error: grpc.ServiceError): Promise<Error> {
    if (error.code === grpc.status.UNAVAILABLE || error.code === grpc.status.CANCELLED) {
      const death = await Promise.race([this.served.died.catch((cause: Error) => cause), delay(LAST_WORDS, undefined, { ref: false })]);
      return death ?? new Error(`the connection to ${this.file.path} was lost: ${error.details}`);
    }
    return new Error(readable(error.details || error.message, this.file.directory));
  }
}
