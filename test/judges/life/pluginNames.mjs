// What the AWS plugin of the recipe calls otherwise than the official one, which the components are written for: one property of a cluster.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const requests = require("@pulumi/pulumi/proto/provider_pb");

const TYPE = "aws:eks/cluster:Cluster";

/** Where the properties of a resource travel: in the request, as they were, and in the answer, as they are. */
const MESSAGES = {
  Create: { request: requests.CreateRequest, answer: [requests.CreateResponse, "Properties"] },
  Read: { request: requests.ReadRequest, sent: "Properties", answer: [requests.ReadResponse, "Properties"] },
  Diff: { request: requests.DiffRequest, sent: "Olds" },
  Update: { request: requests.UpdateRequest, sent: "Olds", answer: [requests.UpdateResponse, "Properties"] },
  Delete: { request: requests.DeleteRequest, sent: "Properties" },
};

/** Both directions of a call: the bytes for the plugin, and a function from its answer to the engine's. */
export function withOfficialNames(method, bytes) {
  const message = MESSAGES[method];
  const request = message?.request.deserializeBinary(bytes);
  if (request?.getUrn().split("::")[2].split("$").at(-1) !== TYPE) {
    return { request: bytes, answered: (answer) => answer };
  }
  return {
    request: Buffer.from(renamed(request, message.sent, toPlugin).serializeBinary()),
    answered(answer) {
      const [type, property] = message.answer ?? [];
      return type === undefined ? answer : Buffer.from(renamed(type.deserializeBinary(answer), property, toOfficial).serializeBinary());
    },
  };
}

function renamed(message, property, rename) {
  const struct = property === undefined ? undefined : message[`get${property}`]();
  return struct === undefined ? message : message[`set${property}`](Struct.fromJavaScript(rename(struct.toJavaScript())));
}

function toOfficial({ certificateAuthorities: listed, ...properties }) {
  // In a preview it may be unknown, which is a text.
  return listed === undefined ? properties : { ...properties, certificateAuthority: Array.isArray(listed) ? listed[0] : listed };
}

function toPlugin({ certificateAuthority, ...properties }) {
  return certificateAuthority === undefined ? properties : { ...properties, certificateAuthorities: [certificateAuthority] };
}
