import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import type { AnalyzeDiagnostic, AnalyzeResponse, AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import * as pb from "@pulumi/pulumi/proto/analyzer_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type * as empty from "google-protobuf/google/protobuf/empty_pb";
import type * as struct from "google-protobuf/google/protobuf/struct_pb";
import { type Given, STACK_URN, urn } from "./judge";

const fromSdk = createRequire(require.resolve("@pulumi/policy"));
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb") as typeof empty;
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb") as typeof struct;
const { credentials } = fromSdk("@grpc/grpc-js") as { credentials: { createInsecure(): never } };

/** A finding as an engine receives it. */
export interface Diagnostic {
  policy: string;
  level: string;
  message: string;
  urn: string;
  severity: string;
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];
const SEVERITIES = ["", "low", "medium", "high", "critical"];

/** A policy pack in its own process, started and spoken to as the stock engine does. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
    /** From the start of the process until it serves, in milliseconds. */
    readonly bootMilliseconds: number,
  ) {}

  static async start(directory: string, environment: NodeJS.ProcessEnv = {}): Promise<PackProcess> {
    const started = performance.now();
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [directory] });
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: directory,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_OPTIONS: "", FIRMAMENT_REPORT: undefined, ...environment },
    });
    const [port] = (await Promise.race([
      once(child.stdout, "data"),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`the pack ended with ${code} before it served`))),
    ])) as [Buffer];
    const client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
    return new PackProcess(child, client, performance.now() - started);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.client.close();
    this.child.kill(signal);
    await once(this.child, "exit");
  }

  /** What an engine does before it sends the first resource. */
  async configure(
    options: {
      config?: Record<string, string>;
      secretKeys?: string[];
      policies?: Record<string, { level?: string; properties?: Record<string, struct.JavaScriptValue> }>;
    } = {},
  ): Promise<void> {
    const stack = new pb.AnalyzerStackConfigureRequest();
    stack.setProject("shop");
    stack.setStack("dev");
    Object.entries(options.config ?? {}).forEach(([key, value]) => stack.getConfigMap().set(key, value));
    stack.setConfigSecretKeysList(options.secretKeys ?? []);
    await this.call("configureStack", stack);
    const request = new pb.ConfigureAnalyzerRequest();
    for (const [name, { level = "mandatory", properties = {} }] of Object.entries(options.policies ?? {})) {
      const policy = new pb.PolicyConfig();
      policy.setEnforcementlevel(LEVELS.indexOf(level) as pb.EnforcementLevel);
      policy.setProperties(Struct.fromJavaScript(properties));
      request.getPolicyconfigMap().set(name, policy);
    }
    await this.call("configure", request);
  }

  info(): Promise<AnalyzerInfo> {
    return this.call("getAnalyzerInfo", new Empty());
  }

  async analyze(given: Given): Promise<{ diagnostics: Diagnostic[]; notApplicable: string[] }> {
    const request = new pb.AnalyzeRequest();
    fill(request, given);
    const response = await this.call<AnalyzeResponse>("analyze", request);
    return { diagnostics: response.getDiagnosticsList().map(read), notApplicable: response.getNotApplicableList().map((one) => one.getPolicyName()) };
  }

  /** The properties that each policy sends back, by its name. */
  async remediate(given: Given): Promise<Record<string, unknown>> {
    const request = new pb.AnalyzeRequest();
    fill(request, given);
    const response = await this.call<pb.RemediateResponse>("remediate", request);
    return Object.fromEntries(response.getRemediationsList().map((one) => [one.getPolicyname(), one.getProperties()?.toJavaScript()]));
  }

  /** Ends a run: analyzes every resource, and then the stack. Only the findings of the latter are returned. */
  async analyzeStack(given: readonly Given[]): Promise<Diagnostic[]> {
    await Promise.all(given.map((one) => this.analyze(one)));
    const request = new pb.AnalyzeStackRequest();
    request.setResourcesList(
      given.map((one) => {
        const resource = new pb.AnalyzerResource();
        fill(resource, { ...one, properties: one.outputs ?? one.properties });
        for (const [property, names] of Object.entries(one.dependencies ?? {})) {
          const dependencies = new pb.AnalyzerPropertyDependencies();
          dependencies.setUrnsList(names.map((name) => urnOf(given.find((other) => other.name === name) ?? { type: "", name })));
          resource.getPropertydependenciesMap().set(property, dependencies);
        }
        return resource;
      }),
    );
    return (await this.call<AnalyzeResponse>("analyzeStack", request)).getDiagnosticsList().map(read);
  }

  private call<Response>(method: keyof AnalyzerClient, request: unknown): Promise<Response> {
    const send = this.client[method] as unknown as (
      this: AnalyzerClient,
      request: unknown,
      callback: (error: Error | null, response: Response) => void,
    ) => void;
    return new Promise((resolve, reject) =>
      send.call(this.client, request, (error, response) => (error === null ? resolve(response) : reject(error))),
    );
  }
}

export const STACK: Given = { type: "pulumi:pulumi:Stack", name: "shop-dev", properties: {}, provider: null };

function urnOf(given: Given): string {
  return given.type === STACK.type ? STACK_URN : urn(given.type, given.name ?? "subject");
}

function fill(message: pb.AnalyzeRequest | pb.AnalyzerResource, given: Given): void {
  message.setUrn(urnOf(given));
  message.setType(given.type);
  message.setName(given.name ?? "subject");
  message.setProperties(Struct.fromJavaScript(given.properties as Record<string, struct.JavaScriptValue>));
  const options = new pb.AnalyzerResourceOptions();
  options.setAdditionalsecretoutputsList(given.additionalSecretOutputs ?? []);
  options.setProtect(given.protect ?? false);
  options.setIgnorechangesList(given.ignoreChanges ?? []);
  message.setOptions(options);
  if (given.provider !== null) {
    const provider = new pb.AnalyzerProviderResource();
    const name = given.type.split(":")[0] ?? "";
    provider.setType(`pulumi:providers:${name}`);
    provider.setUrn(urn(`pulumi:providers:${name}`, "default"));
    provider.setProperties(Struct.fromJavaScript((given.provider ?? {}) as Record<string, struct.JavaScriptValue>));
    message.setProvider(provider);
  }
}

function read(diagnostic: AnalyzeDiagnostic): Diagnostic {
  return {
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()] ?? "",
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
    severity: SEVERITIES[diagnostic.getSeverity()] ?? "",
  };
}
