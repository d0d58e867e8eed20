// The world that a stack lives in: a simulated AWS with nothing in it, behind the real provider; a real, empty Kubernetes cluster, behind a stand-in of the
// provider; and between each provider and the engine a proxy.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { aws } from "../../../scripts/judges/aws.mjs";
import { daemon, ready } from "../../../scripts/lib/daemon.mjs";
import { startSimulator } from "../aws/simulator.mjs";
import { startCluster } from "../kubernetes/cluster.mjs";
import { installCustomResources } from "../kubernetes/customResources.mjs";
import { serveKubernetes } from "./kubernetesProvider.mjs";
import { withOfficialNames } from "./pluginNames.mjs";
import { serveProxy } from "./proxy.mjs";

/** Starts it all. `interceptor` is that of both proxies. Nothing of it outlives this process. */
export async function startWorld({ interceptor } = {}) {
  const stops = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const { binary } = await aws();
    const [simulator, cluster] = await Promise.all([
      startSimulator(undefined, { additions: [path.join(import.meta.dirname, "simulator.py")] }),
      startCluster({ controllers: true }),
    ]);
    stops.push(simulator.stop, cluster.stop);
    await installCustomResources(cluster);
    let awsProvider = await startAwsProvider(binary);
    const kubernetesProvider = await serveKubernetes(cluster.request);
    stops.push(() => awsProvider.stop(), kubernetesProvider.close);
    const proxies = {
      aws: await serveProxy(awsProvider.port, interceptor, withOfficialNames),
      kubernetes: await serveProxy(kubernetesProvider.port, interceptor),
    };
    stops.push(proxies.aws.close, proxies.kubernetes.close);
    return {
      simulator,
      cluster,
      providers: { aws: proxies.aws.port, kubernetes: proxies.kubernetes.port },
      /** Every step that reached a provider, in no order between the two. */
      record: () => [...proxies.aws.record, ...proxies.kubernetes.record],
      /** Starts the AWS provider anew, as the next update does whose engine starts it: it ends with an engine that is killed, and takes no more work after an
       * interrupt. */
      async renewAws() {
        await awsProvider.stop();
        awsProvider = await startAwsProvider(binary);
        proxies.aws.connect(awsProvider.port);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves with its `port`. The provider has no engine when it starts: each update tells it of its own. */
async function startAwsProvider(binary) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "firmament-aws-provider-"));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", clean);
  const server = daemon(binary, [], { cwd: folder, log: path.join(folder, "log") });
  // It says its port on a line of its own.
  const port = () => /^\d+$/m.exec(server.lastLines(100))?.[0];
  await ready(server, "the AWS provider", async () => port() !== undefined);
  return {
    port: Number(port()),
    async stop() {
      await server.stop();
      process.off("exit", clean);
      clean();
    },
  };
}
