// The real AWS provider, asked over its own protocol, and how to configure it for an AWS that is not there.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { daemon, ready } from "../../../scripts/lib/daemon.mjs";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const grpc = require("@grpc/grpc-js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const requests = require("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");

/** The services whose endpoint is named: those that the trimmed provider knows. */
const SERVICES = "autoscaling,budgets,ce,cloudwatch,ec2,ecr,eks,elbv2,events,iam,kms,logs,rds,route53,s3,secretsmanager,sns,sqs,ssm,sts".split(",");

/** Where nobody answers. */
const NOWHERE = "http://127.0.0.1:1";

const LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** What the ends of automatic names are made from. */
const SEED = Buffer.alloc(32, 7);

/** How long one answer may take, in milliseconds. */
const PATIENCE = 30_000;

/**
 * The inputs of a provider (`aws:<name>` in a stack's configuration, or of an explicit one) that asks `url` and never AWS. All are text, as on the wire of
 * a stack's configuration; `endpoints` is JSON.
 */
export function providerConfiguration({ region = "us-east-1", url = NOWHERE } = {}) {
  // The tags of a bucket go through S3 Control, which puts the account before the host's name: it is found through a proxy only.
  const endpoints = { ...Object.fromEntries(SERVICES.map((service) => [service, url])), s3control: `http://s3-control.${region}.amazonaws.com` };
  return {
    region,
    accessKey: "simulated",
    secretKey: "simulated",
    endpoints: JSON.stringify([endpoints]),
    httpProxy: url,
    // Else an error of the simulator's is asked again for minutes.
    maxRetries: "1",
    s3UsePathStyle: "true",
    skipCredentialsValidation: "true",
    skipMetadataApiCheck: "true",
    ...(url === NOWHERE && { skipRequestingAccountId: "true" }),
  };
}

/**
 * A provider that is configured so: `types` are the resources that it knows, and `judge({ urn, type, name, inputs })` resolves with the reasons for which it
 * refuses one, none when it accepts it: what its Check says, and then its plan, in a Create that is a preview. `plan(resource, remediate)` is that plan, after
 * what a policy makes of the checked inputs. Inputs are in wire form.
 */
export async function startProvider(binary, configuration) {
  const { client, stop } = await served(binary);
  const ask = (method, request) =>
    new Promise((resolve, reject) => {
      const deadline = Date.now() + PATIENCE;
      client[method](request, { deadline }, (error, answer) => (error ? reject(new Error(error.details)) : resolve(answer)));
    });
  try {
    const schema = JSON.parse((await ask("getSchema", new requests.GetSchemaRequest())).getSchema());
    await ask("configure", configureRequest(configuration));
    return {
      types: new Set(Object.keys(schema.resources)),
      judge: (resource) => refusals(ask, resource),
      plan: (resource, remediate) => plan(ask, resource, remediate),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A provider's process, which says on its first line where it listens. */
async function served(binary) {
  const work = mkdtempSync(path.join(os.tmpdir(), "firmament-aws-provider-"));
  const clean = () => rmSync(work, { recursive: true, force: true });
  process.once("exit", clean);
  const log = path.join(work, "log");
  // The argument is where the engine takes log messages: nowhere.
  const server = daemon(binary, ["127.0.0.1:1"], { cwd: work, log });
  let client;
  const stop = async () => {
    client?.close();
    await server.stop();
    process.off("exit", clean);
    clean();
  };
  try {
    let port;
    await ready(server, "the AWS provider", async () => ([, port] = /^(\d+)$/m.exec(readFileSync(log, "utf8")) ?? [])[1] !== undefined);
    client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), LIMITS);
    return { client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configureRequest(configuration) {
  const request = new requests.ConfigureRequest().setAcceptsecrets(true).setAcceptresources(true).setArgs(Struct.fromJavaScript(configuration));
  for (const [key, value] of Object.entries(configuration)) {
    request.getVariablesMap().set(`aws:config:${key}`, value);
  }
  return request;
}

async function refusals(ask, resource) {
  try {
    await plan(ask, resource);
    return [];
  } catch (error) {
    return error.failures ?? [error.message];
  }
}

/** What would be created of the inputs after the provider's Check, and after what `remediate` makes of them. */
async function plan(ask, { urn, type, name, inputs }, remediate = (checked) => checked) {
  const check = new requests.CheckRequest().setUrn(urn).setType(type).setName(name).setRandomseed(SEED);
  check.setOlds(Struct.fromJavaScript({})).setNews(Struct.fromJavaScript(inputs));
  const checked = await ask("check", check);
  const failures = checked.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()].filter(Boolean).join(": "));
  if (failures.length > 0) {
    throw Object.assign(new Error(failures.join("; ")), { failures });
  }
  const properties = Struct.fromJavaScript(remediate(checked.getInputs().toJavaScript()));
  const create = new requests.CreateRequest().setUrn(urn).setType(type).setName(name).setPreview(true).setProperties(properties);
  return (await ask("create", create)).getProperties().toJavaScript();
}
