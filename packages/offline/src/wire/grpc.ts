import * as grpc from "@grpc/grpc-js";

/** The largest message that the SDKs accept: a large stack's AnalyzeStack request is over gRPC's default of 4 MB. */
export const MAX_MESSAGE = 400 * 1024 * 1024;

const CHANNEL_OPTIONS: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": MAX_MESSAGE,
  "grpc.max_send_message_length": MAX_MESSAGE,
};

/** What a client's constructor takes after the address. Everything stays on loopback. */
export function insecureChannel(): [grpc.ChannelCredentials, grpc.ChannelOptions] {
  return [grpc.credentials.createInsecure(), CHANNEL_OPTIONS];
}

type UnaryMethod<Request, Response> = (request: Request, callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown;

/** Calls a unary method. Rejects with gRPC's `ServiceError`. */
export function call<Request, Response>(client: object, method: string, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    (client as Record<string, UnaryMethod<Request, Response>>)[method]?.(request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** An error that reaches the SDK with its own status code and message. */
export class RpcError extends Error {
  constructor(
    readonly code: grpc.status,
    message: string,
  ) {
    super(message);
  }
}

export function invalidArgument(message: string): RpcError {
  return new RpcError(grpc.status.INVALID_ARGUMENT, message);
}

/** A service's methods, by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the generated services are untyped; each method states its request's type.
export type Methods = Record<string, (request: any) => unknown>;

export interface Served {
  server: grpc.Server;
  /** `127.0.0.1:<port>` */
  address: string;
}

/** Serves on a free loopback port. What a method throws reaches the caller as a status. */
export function serve(services: { definition: grpc.ServiceDefinition | grpc.UntypedServiceImplementation; methods: Methods }[]): Promise<Served> {
  const server = new grpc.Server(CHANNEL_OPTIONS);
  for (const { definition, methods } of services) {
    const handlers: grpc.UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(methods)) {
      handlers[name] = unary(method);
    }
    server.addService(definition as grpc.ServiceDefinition, handlers);
  }
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) {
        reject(error);
      } else {
        resolve({ server, address: `127.0.0.1:${port}` });
      }
    });
  });
}

function unary(method: (request: unknown) => unknown): grpc.handleUnaryCall<unknown, unknown> {
  return (serverCall, callback) => {
    Promise.resolve(serverCall.request)
      .then(method)
      .then(
        (response) => callback(null, response),
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          callback({ code: error instanceof RpcError ? error.code : grpc.status.UNKNOWN, details: message, message });
        },
      );
  };
}
