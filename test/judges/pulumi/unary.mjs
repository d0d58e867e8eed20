// Serves a method of a gRPC service by a function.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const { status } = createRequire(path.join(root, "packages", "offline", "package.json"))("@grpc/grpc-js");

/** `method` gets the request, and returns the answer or a promise of it; what it throws is the error of the call. */
export function unary(method) {
  return (call, callback) =>
    Promise.resolve(call.request)
      .then(method)
      .then(
        (response) => callback(null, response),
        (error) => callback({ code: status.UNKNOWN, details: error.message }),
      );
}
