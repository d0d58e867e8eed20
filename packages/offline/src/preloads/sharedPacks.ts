/**
 * What the SDK's runner loads where packs share a process, instead of a pack: the packs that the argument lists, one after another, each with
 * `@pulumi/policy` of its own, whose modules keep a pack's name and configuration. Each prints its port, as it would alone.
 */
import { createRequire } from "node:module";
import * as path from "node:path";

/** What is used of the engine's `PackFile`. */
interface Pack {
  directory: string;
  entryPoint: string;
  sharedSdk: string;
}

/** How long a pack has to serve once it is loaded, in milliseconds. Alone it would simply end; here others keep the process alive. */
const PATIENCE = 2_000;

/** How many requests are remembered: more than the engine has under way at once. */
const REMEMBERED = 64;

async function serve({ directory, entryPoint, sharedSdk }: Pack): Promise<void> {
  process.chdir(directory);
  const load = createRequire(path.join(directory, "index.js"));
  Reflect.deleteProperty(load.cache, load.resolve(entryPoint));
  const ownSdk = path.join(sharedSdk, path.sep);
  const nested = path.join(sharedSdk, "node_modules", path.sep);
  for (const file of Object.keys(load.cache)) {
    if (file.startsWith(ownSdk) && !file.startsWith(nested)) {
      Reflect.deleteProperty(load.cache, file);
    }
  }
  const served = nextPort();
  const loaded: unknown = load(entryPoint);
  await (typeof loaded === "function" ? (loaded as () => unknown)() : loaded);
  await served;
}

/** Resolves when the SDK prints a port. */
function nextPort(): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("it was loaded and serves no policies")), PATIENCE);
    const print = console.log;
    console.log = (...args: unknown[]) => {
      print(...args);
      if (/^\d+$/.test(String(args[0]))) {
        console.log = print;
        clearTimeout(timer);
        resolve();
      }
    };
  });
}

interface Method {
  requestDeserialize(bytes: Buffer): object;
}

/** The engine sends all packs the same, and they only read it: each request is decoded once. */
function decodeOnce(sdk: string): void {
  const { AnalyzerService } = createRequire(path.join(sdk, "index.js"))("@pulumi/pulumi/proto/analyzer_grpc_pb") as {
    AnalyzerService: Record<"analyze" | "analyzeStack", Method>;
  };
  for (const method of [AnalyzerService.analyze, AnalyzerService.analyzeStack]) {
    const recent: { bytes: Buffer; request: object }[] = [];
    const decode = method.requestDeserialize;
    method.requestDeserialize = (bytes) => {
      const known = recent.find((one) => one.bytes.equals(bytes));
      if (known !== undefined) {
        return known.request;
      }
      const request = decode(bytes);
      recent.unshift({ bytes, request });
      recent.splice(REMEMBERED);
      return request;
    };
  }
}

async function serveAll(packs: readonly Pack[]): Promise<void> {
  decodeOnce(packs[0]?.sharedSdk ?? "");
  for (const pack of packs) {
    await serve(pack);
  }
}

const [packs = "[]"] = process.argv.splice(2);
serveAll(JSON.parse(packs) as Pack[]).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
