import type * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { isDeepStrictEqual } from "node:util";
import type { Analyzer, Findings, RemediationResult } from "../model/analyzer";
import type { EngineResource } from "../model/resource";
import { PreviewError } from "../result/errors";
import type { PolicyPackResult, Violation } from "../result/result";
import { type PropertyMap, type PropertyValue, forAnalyzer, mapSigned, mapValues } from "../wire/values";
import { type ConfiguredPolicies, type PolicyConfiguration, configurePolicies, parseConfiguration, readConfiguration } from "./config";
import {
  type PackDescription,
  type PolicyDiagnostic,
  policyConfiguration,
  readDiagnostics,
  readPackDescription,
  readRemediations,
  resourceRequest,
  stackConfiguration,
  stackRequest,
  unknownValue,
} from "./messages";
import { PackClient } from "./packClient";
import { type PackFile, readPackFile } from "./packFile";
import type { PackProcess, PackProcessOptions } from "./packProcess";
import { servePacks } from "./servePacks";

/** A policy pack, and how it is configured. */
export interface PolicyPackSource {
  /** The pack's directory. */
  path: string;
  /** A file as `pulumi preview --policy-pack-config` takes it. */
  configFile?: string;
  /** The same as an object; goes before the file. */
  configuration?: PolicyConfiguration;
}

/**
 * Starts policy packs and configures them as the stock engine does. When one can't be had, none is left running.
 *
 * @throws `PreviewError` "bad-pack" when one does not start, "bad-pack-config" when its configuration does not fit it: of the first in the order given.
 */
export async function startPolicyPacks(sources: readonly PolicyPackSource[], options: PackProcessOptions): Promise<PolicyPack[]> {
  const files = sources.map(({ path }) => readPackFile(path));
  const given = sources.map(configurationsOf);
  const served = servePacks(files, options);
  const settled = await Promise.allSettled(
    files.map(async (file, index) => configured(file, given[index] ?? [], options, await (served[index] as Promise<PackProcess>))),
  );
  const packs = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = settled.find((result) => result.status === "rejected");
  if (failed !== undefined) {
    const running = (await Promise.allSettled(served)).flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    await Promise.all([...packs, ...running].map((pack) => pack.stop()));
    throw failed.reason;
  }
  return packs;
}

function configurationsOf({ path, configFile, configuration }: PolicyPackSource): Configurations {
  return [
    ...(configFile === undefined ? [] : [parseConfiguration(readConfiguration(configFile), configFile)]),
    ...(configuration === undefined ? [] : [parseConfiguration(configuration, `the configuration of ${path}`)]),
  ];
}

type Configurations = ReturnType<typeof parseConfiguration>[];

async function configured(file: PackFile, given: Configurations, options: PackProcessOptions, served: PackProcess): Promise<PolicyPack> {
  const client = new PackClient(file, served);
  try {
    await client.ifImplemented("configureStack", stackConfiguration(options.project));
    const description = readPackDescription(await client.call<Empty, proto.AnalyzerInfo>("getAnalyzerInfo", new Empty()));
    const identity = { ...description, path: file.path, version: file.version ?? description.version };
    const policies = configurePolicies(identity, [description.initialConfiguration], given, (line) => options.onOutput(line, "stderr"));
    if (description.supportsConfig && policies.size > 0) {
      await client.call("configure", policyConfiguration(policies));
    }
    return new PolicyPack(file, description, policies, client, served);
  } catch (error) {
    client.close();
    throw error instanceof PreviewError ? error : new PreviewError("bad-pack", `${file.path}: ${(error as Error).message}`);
  }
}

/** A policy pack that runs. */
export class PolicyPack implements Analyzer {
  readonly info: PolicyPackResult;
  readonly hasRemediations: boolean;
  readonly hasStackPolicies: boolean;
  /** Rejects when the pack ends without having been stopped. */
  readonly died: Promise<never>;
  private readonly policies: ReadonlyMap<string, PackDescription["policies"][number]>;

  /** Use `startPolicyPacks`. */
  constructor(
    file: PackFile,
    description: PackDescription,
    configured: ConfiguredPolicies,
    private readonly client: PackClient,
    private readonly served: PackProcess,
  ) {
    const levels = [...configured].map(([name, { level }]) => [name, level] as const).sort(([a], [b]) => (a < b ? -1 : 1));
    const version = file.version ?? description.version;
    this.info = { name: description.name, ...(version === "" ? {} : { version }), path: file.path, policies: Object.fromEntries(levels) };
    this.policies = new Map(description.policies.map((policy) => [policy.name, policy]));
    this.hasRemediations = levels.some(([, level]) => level === "remediate");
    this.hasStackPolicies = description.policies.some(({ name, judgesStack }) => judgesStack && this.info.policies[name] !== "disabled");
    this.died = served.died;
  }

  async analyze(resource: EngineResource): Promise<Findings> {
    const response = await this.client.call<proto.AnalyzeRequest, proto.AnalyzeResponse>("analyze", shared(resource, analysis));
    return this.findings(readDiagnostics(response), "resource", () => resource.urn);
  }

  async analyzeStack(resources: EngineResource[], rootUrn: string): Promise<Findings> {
    const response = await this.client.ifImplemented<proto.AnalyzeStackRequest, proto.AnalyzeResponse>(
      "analyzeStack",
      shared(resources, stackRequest),
    );
    const urns = new Set(resources.filter(({ kind }) => kind !== "read").map(({ urn }) => urn));
    return this.findings(response === undefined ? [] : readDiagnostics(response), "stack", ({ urn }) => (urns.has(urn) ? urn : rootUrn));
  }

  async remediate(resource: EngineResource): Promise<RemediationResult> {
    const request = resourceRequest(resource, resource.inputs, { skipInternalKeys: false });
    const response = await this.client.ifImplemented<proto.AnalyzeRequest, proto.RemediateResponse>("remediate", request);
    const applied: RemediationResult["applied"] = [];
    const diagnostics: PolicyDiagnostic[] = [];
    let current = resource.inputs;
    let sent = forAnalyzer(current, { skipInternalKeys: false });
    for (const { policy, properties, diagnostic } of response === undefined ? [] : readRemediations(response)) {
      if (diagnostic !== "") {
        diagnostics.push({ policy, level: "advisory", message: diagnostic, description: "", urn: resource.urn });
      } else if (properties !== undefined && !isSame(properties, sent)) {
        current = keepUnchanged(current, sent, properties);
        sent = properties;
        applied.push({ policy, properties: current });
      }
    }
    return { ...this.findings(diagnostics, "resource", () => resource.urn), applied };
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.served.stop();
  }

  private findings(diagnostics: PolicyDiagnostic[], phase: Violation["phase"], urnOf: (diagnostic: PolicyDiagnostic) => string): Findings {
    const found: Findings = { violations: [], undetermined: [] };
    for (const diagnostic of diagnostics) {
      const { policy, level, message } = diagnostic;
      const of = { policyPack: this.info.name, policy, urn: urnOf(diagnostic) };
      const unknown = unknownValue(diagnostic);
      if (unknown !== undefined) {
        found.undetermined.push({ ...of, level: this.info.policies[policy] ?? level, message: unknown });
      } else {
        found.violations.push({ ...of, ...this.details(diagnostic), level: level === "advisory" ? "advisory" : "mandatory", message, phase });
      }
    }
    return found;
  }

  /** What else is known of the policy, where the pack says it. */
  private details(diagnostic: PolicyDiagnostic): Partial<Violation> {
    const policy = this.policies.get(diagnostic.policy);
    const details: Partial<Violation> = {
      policyPackVersion: this.info.version,
      severity: diagnostic.severity ?? policy?.severity,
      description: diagnostic.description || policy?.description,
      remediationSteps: policy?.remediationSteps,
      url: policy?.url,
    };
    return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  }
}

function analysis(resource: EngineResource): proto.AnalyzeRequest {
  return resourceRequest(resource, resource.inputs, { skipInternalKeys: true });
}

const requests = new WeakMap<object, { serializeBinary(): Uint8Array }>();

/** What all packs are sent about something is made, and made into bytes, once. */
function shared<Subject extends object, Request extends { serializeBinary(): Uint8Array }>(
  subject: Subject,
  make: (subject: Subject) => Request,
): Request {
  const known = requests.get(subject) as Request | undefined;
  if (known !== undefined) {
    return known;
  }
  const message = make(subject);
  const bytes = message.serializeBinary();
  // Nothing but the bytes is kept until the last pack has answered.
  const request = Object.assign(Object.create(Object.getPrototypeOf(message) as object) as Request, { serializeBinary: () => bytes });
  requests.set(subject, request);
  return request;
}

/** Properties that a remediation left alone keep what the way through the pack takes from them: references to resources, and the hashes of assets. */
function keepUnchanged(before: PropertyMap, sent: PropertyMap, returned: PropertyMap): PropertyMap {
  return mapValues(returned, (value, key) => (isSame(value, sent[key]) ? (before[key] ?? value) : value));
}

function isSame(returned: PropertyValue, sent: PropertyValue | undefined): boolean {
  return sent !== undefined && isDeepStrictEqual(returned, withoutHashes(sent));
}

function withoutHashes(value: PropertyValue): PropertyValue {
  return mapSigned(value, ({ hash: _, ...signed }, recurse) => mapValues(signed, recurse));
}
