// Stands between the stock engine and a provider, and hands on every message as it is. It keeps a record of what the engine has the provider do, and can make
// a step fail, or hold it, before the provider hears of it or before the engine hears of the outcome.
import { createRequire } from "node:module";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const grpc = require("@grpc/grpc-js");
const requests = require("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");

const LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** What changes something outside, by the name of the method. */
const CHANGES = {
  Create: (bytes) => requests.CreateRequest.deserializeBinary(bytes),
  Update: (bytes) => requests.UpdateRequest.deserializeBinary(bytes),
  Delete: (bytes) => requests.DeleteRequest.deserializeBinary(bytes),
};

/**
 * Serves the provider that listens on the port `upstream`. The `record` has a line for each step that reached the provider: its `operation` (create, update or
 * delete), `urn`, and `failed` once it did. `interceptor.before(step)` may throw: then the provider never hears of it, and the engine is told of the error;
 * the step waits for what it returns. `interceptor.after(step)` is awaited between the provider's answer and the engine's hearing of it. `translate` makes of
 * each request what the provider is sent, and of its answer what the engine gets.
 */
export async function serveProxy(upstream, interceptor = {}, translate = untranslated) {
  const connected = (to) => new grpc.Client(`127.0.0.1:${to}`, grpc.credentials.createInsecure(), LIMITS);
  let client = connected(upstream);
  const record = [];
  const answered = [];
  const handOn = (method, bytes, call) =>
    new Promise((resolve, reject) => {
      const { request, answered: translated } = translate(path.posix.basename(method.path), bytes);
      const options = [method.path, same, same, request, call.metadata];
      const sent = client.makeUnaryRequest(...options, (error, answer) => (error ? reject(error) : resolve(translated(answer))));
      // The provider of an engine that is gone is gone as well.
      call.on("cancelled", () => sent.cancel());
    });
  /** The AWS provider takes two seconds, each time, to answer this question as it did before: it looks over the schemas of all that it knows. */
  const checkConfig = async (method, bytes, call) => {
    const request = requests.CheckRequest.deserializeBinary(bytes);
    const question = [request.getUrn(), request.getOlds()?.toJavaScript(), request.getNews()?.toJavaScript()];
    const known = answered.find((earlier) => isDeepStrictEqual(earlier.question, question));
    if (known !== undefined) {
      return known.answer;
    }
    const answer = await handOn(method, bytes, call);
    answered.push({ question, answer });
    return answer;
  };
  const serve = async (method, call) => {
    if (path.posix.basename(method.path) === "CheckConfig") {
      return checkConfig(method, call.request, call);
    }
    const step = stepOf(method, call.request);
    if (step === undefined) {
      return handOn(method, call.request, call);
    }
    await interceptor.before?.(step);
    record.push(step);
    try {
      return await handOn(method, call.request, call);
    } catch (error) {
      step.failed = error.details;
      throw error;
    } finally {
      await interceptor.after?.(step);
    }
  };
  const server = new grpc.Server(LIMITS);
  const methods = Object.entries(ResourceProviderService).map(([name, { path: at }]) => [
    name,
    {
      path: at,
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  ]);
  server.addService(
    Object.fromEntries(methods),
    Object.fromEntries(methods.map(([name, method]) => [name, (call, callback) => answer(serve(method, call), callback)])),
  );
  const port = await new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return {
    port,
    record,
    /** Hands on to another provider from now on. */
    connect(to) {
      client.close();
      client = connected(to);
    },
    close() {
      server.forceShutdown();
      client.close();
    },
  };
}

function answer(promise, callback) {
  promise.then(
    (bytes) => callback(null, bytes),
    // An error of the provider's keeps its code and metadata: a resource that was half made travels in them.
    ({ code = grpc.status.UNKNOWN, details, message, metadata }) => callback({ code, details: details ?? message, metadata }),
  );
}

function stepOf(method, bytes) {
  const name = path.posix.basename(method.path);
  const request = CHANGES[name]?.(bytes);
  return request === undefined || request.getPreview?.() ? undefined : { operation: name.toLowerCase(), urn: request.getUrn() };
}

function untranslated(_, request) {
  return { request, answered: same };
}

function same(bytes) {
  return bytes;
}
