/**
 * Loaded before `@pulumi/pulumi` in a program's or a pack's process. Nothing that the program can see changes; a future SDK that renames what is
 * patched here is simply not made faster.
 */
import type { Session } from "node:inspector";
import Module = require("node:module");
import util = require("node:util");
import { withoutStacks } from "./debuggable";
import { standIn } from "./standIn";

type Load = (request: string, parent: { filename?: string } | undefined, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;

interface Log {
  debug?: (...args: unknown[]) => Promise<void>;
  hasErrors?: () => boolean;
}

interface ResourceMessages {
  RegisterResourceResponse?: new () => { toString: () => string };
}

interface V8Hooks {
  isInitializedAsync?: () => Promise<void>;
  getSessionAsync?: () => Promise<Session>;
  getScriptUrl?: (id: string) => string | undefined;
}

const patched = new WeakSet<object>();

loader._load = function (this: unknown, request, parent, ...rest) {
  if (isDeferred(request, parent?.filename)) {
    return standIn(() => original.call(this, request, parent, ...rest) as object);
  }
  const loaded = original.call(this, request, parent, ...rest);
  if (typeof loaded === "object" && loaded !== null && !patched.has(loaded) && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
    if (/(^|[\\/])debuggable$/.test(request) && withoutStacks(loaded)) {
      patched.add(loaded);
    } else if (/(^|[\\/])log$/.test(request)) {
      withoutDebugCalls(loaded);
    } else if (/(^|[\\/])resource_pb$/.test(request)) {
      withoutText(loaded);
    } else if (/(^|[\\/])v8Hooks$/.test(request)) {
      withoutDebugger(loaded);
    }
  }
  return loaded;
};

/**
 * Modules that the SDK loads for what few programs do: serialising functions, describing components, the Automation API, `package.yaml`, `--tracing`. They are
 * a third of its start. Each with the files that load it.
 */
const DEFERRED: [request: RegExp, file: RegExp][] = [
  [/^(@npmcli\/arborist|normalize-package-data)$/, /[\\/]runtime[\\/]closure[\\/]codePaths\.js$/],
  [/[\\/]typescript-shim$/, /[\\/](runtime[\\/]closure[\\/]parseFunction|provider[\\/]experimental[\\/]analyzer)\.js$/],
  [/^execa$/, /[\\/]automation[\\/]cmd\.js$/],
  [/^js-yaml$/, /[\\/](runtime[\\/]manifest|automation[\\/]localWorkspace)\.js$/],
  [/^@opentelemetry\/(?!api$)/, /[\\/]cmd[\\/]run[\\/]tracing\.js$/],
];

function isDeferred(request: string, file = ""): boolean {
  return DEFERRED.some(([requested, by]) => requested.test(request) && by.test(file));
}

/** Each `log.debug` is one call to the engine, sent strictly one after another, three a resource. */
function withoutDebugCalls(module: Log): void {
  if (typeof module.debug !== "function" || typeof module.hasErrors !== "function") {
    return;
  }
  patched.add(module);
  const done = Promise.resolve();
  module.debug = () => done;
}

/** Every response is made into text, for a message that `log.debug` would send. */
function withoutText(module: ResourceMessages): void {
  const response = module.RegisterResourceResponse;
  if (typeof response !== "function") {
    return;
  }
  patched.add(module);
  (response.prototype as object).toString = () => "RegisterResourceResponse";
}

/**
 * The SDK starts V8's debugger to learn the name of each script as it is loaded, for functions that it serialises. That slows loading and every promise
 * down. Started at the first such function it tells of all that is loaded by then.
 */
function withoutDebugger(module: V8Hooks): void {
  if (typeof module.isInitializedAsync !== "function" || typeof module.getSessionAsync !== "function" || typeof module.getScriptUrl !== "function") {
    return;
  }
  patched.add(module);
  const urls = new Map<string, string>();
  let session: Promise<Session> | undefined;
  module.isInitializedAsync = () => Promise.resolve();
  module.getSessionAsync = () => (session ??= debuggerSession(urls));
  module.getScriptUrl = (id) => urls.get(id);
}

async function debuggerSession(urls: Map<string, string>): Promise<Session> {
  const inspector = await import("node:inspector");
  const session = new inspector.Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  await util.promisify<string, unknown>(session.post).call(session, "Debugger.enable");
  return session;
}

/**
 * Node 20.20: `util.inspect(error, { colors: true })` never ends when a stack line names a file right under `node_modules/`, as the SDK's source maps do.
 * The SDK's runner does just that for every program that fails.
 */
const inspect = util.inspect;
const guarded = function (this: unknown, value: unknown, options: unknown, ...rest: unknown[]): string {
  const colourless = value instanceof Error && typeof options === "object" && options !== null && (options as { colors?: boolean }).colors;
  return (inspect as unknown as (...args: unknown[]) => string).call(this, value, colourless ? { ...options, colors: false } : options, ...rest);
};
Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(inspect));
(util as { inspect: unknown }).inspect = guarded;
