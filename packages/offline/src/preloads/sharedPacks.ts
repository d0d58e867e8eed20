/**
 * What the SDK's runner loads where packs share a process, instead of a pack: the packs that the argument lists, one after another. They share what the runner
 * itself has loaded, grpc-js, protobuf and the protocol's messages; all other modules each loads for itself, as alone. Whatever is not as expected ends the
 * process, and each pack is then run alone.
 */
import Module = require("node:module");
import * as path from "node:path";

interface Pack {
  directory: string;
  entryPoint: string;
  /** Of its `@pulumi/policy`. */
  sdk: string;
}

type Bound = (error: Error | null, port: number) => void;

interface GrpcServer {
  bindAsync(address: string, credentials: unknown, bound: Bound): void;
}

/** Serves a pack; resolves with its port. */
async function serve({ directory, entryPoint, sdk }: Pack, shared: ReadonlySet<string>): Promise<number> {
  process.chdir(directory);
  const load = Module.createRequire(path.join(directory, "index.js"));
  Object.keys(load.cache)
    .filter((file) => !shared.has(file))
    .forEach((file) => Reflect.deleteProperty(load.cache, file));
  const { port, isBeingBound, ended } = nextPort(load(load.resolve("@grpc/grpc-js", { paths: [sdk] })) as { Server: { prototype: GrpcServer } });
  const loaded: unknown = load(entryPoint);
  const made: unknown = typeof loaded === "function" ? (loaded as () => unknown)() : loaded;
  try {
    // A factory may go on long after the pack serves.
    await Promise.race([port, made]);
    if (!isBeingBound()) {
      throw new Error(`${directory} was loaded, and serves no policies`);
    }
    return await port;
  } finally {
    ended();
  }
}

/** The port that the next server is bound to. The SDK would print it; from several packs nobody could tell them from what else is printed. */
function nextPort({ Server }: { Server: { prototype: GrpcServer } }): { port: Promise<number>; isBeingBound(): boolean; ended(): void } {
  const { bindAsync } = Server.prototype;
  let isBeingBound = false;
  const port = new Promise<number>((resolve) => {
    Server.prototype.bindAsync = function (address, credentials, bound) {
      isBeingBound = true;
      bindAsync.call(this, address, credentials, (error, number) => {
        const print = console.log;
        console.log = () => undefined;
        try {
          bound(error, number);
        } finally {
          console.log = print;
        }
        resolve(number);
      });
    };
  });
  return { port, isBeingBound: () => isBeingBound, ended: () => void (Server.prototype.bindAsync = bindAsync) };
}

/** The files that all packs share. */
function loadShared(sdk: string): ReadonlySet<string> {
  const load = Module.createRequire(path.join(sdk, "index.js"));
  ["@grpc/grpc-js", "@pulumi/pulumi/proto/analyzer_grpc_pb"].forEach((name) => load(name) as unknown);
  return new Set(Object.keys(load.cache));
}

/** A process has one compiler, whose options would be the first pack's. */
function refuseTypeScript(): void {
  for (const extension of [".ts", ".tsx", ".mts", ".cts"]) {
    (Module as unknown as { _extensions: Record<string, (module: unknown, file: string) => void> })._extensions[extension] = (_, file) => {
      throw new Error(`${file} is not compiled`);
    };
  }
}

async function serveAll(packs: readonly Pack[]): Promise<void> {
  refuseTypeScript();
  const shared = loadShared(packs[0]?.sdk ?? "");
  const ports: number[] = [];
  for (const pack of packs) {
    ports.push(await serve(pack, shared));
  }
  console.log(JSON.stringify({ firmamentPorts: ports }));
}

const [packs = "[]"] = process.argv.splice(2);
serveAll(JSON.parse(packs) as Pack[]).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
