// Builds Kubernetes' own API server, controller manager and scheduler, etcd, and kwok, which plays the kubelets, from the pinned Go modules in
// test/judges/kubernetes/rig. Run on its own it prints the paths.
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { goBinaries, requiredVersion } from "../lib/goBinaries.mjs";
import { goModule } from "../lib/goModule.mjs";
import { root } from "../lib/shell.mjs";

const rig = path.join(root, "test", "judges", "kubernetes", "rig");

/** The paths of `apiServer`, `controllerManager`, `scheduler`, `etcd` and `kwok`. */
export async function kubernetes(say = () => {}) {
  const [server, store, nodes] = await Promise.all([
    requiredVersion(path.join(rig, "kubernetes"), "k8s.io/kubernetes"),
    requiredVersion(path.join(rig, "etcd"), "go.etcd.io/etcd/server/v3"),
    requiredVersion(path.join(rig, "kwok"), "sigs.k8s.io/kwok"),
  ]);
  const [major, minor] = server.slice(1).split(".");
  const stamp = { gitVersion: server, gitMajor: major, gitMinor: minor };
  const stamps = Object.entries(stamp).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  const env = { CGO_ENABLED: "0" };
  // One after the other: each takes the whole machine.
  const etcd = await goBinaries({
    name: "etcd",
    directory: path.join(rig, "etcd"),
    commands: { etcd: "go.etcd.io/etcd/server/v3" },
    flags: ["-trimpath", "-ldflags", "-s -w"],
    env,
    cost: "1 minute",
    say,
  });
  const kubernetes = await goBinaries({
    name: "kubernetes",
    directory: path.join(rig, "kubernetes"),
    commands: Object.fromEntries(
      ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((name) => [name, `k8s.io/kubernetes/cmd/${name}`]),
    ),
    flags: ["-trimpath", "-ldflags", ["-s -w", ...stamps].join(" ")],
    env,
    cost: "9 minutes",
    say,
  });
  const kwok = await goBinaries({
    name: "kwok",
    directory: path.join(rig, "kwok"),
    commands: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
    flags: ["-trimpath", "-ldflags", "-s -w"],
    env,
    cost: "3 minutes",
    say,
  });
  const { parts } = await prometheusOperator(say);
  return {
    apiServer: path.join(kubernetes, "kube-apiserver"),
    controllerManager: path.join(kubernetes, "kube-controller-manager"),
    scheduler: path.join(kubernetes, "kube-scheduler"),
    etcd: path.join(etcd, "etcd"),
    kwok: path.join(kwok, "kwok"),
    parts: [
      { name: "Kubernetes", version: server, note: "API server, controller manager and scheduler, built from their Go module" },
      { name: "etcd", version: store, note: "built from its Go module" },
      {
        name: "kwok",
        version: nodes,
        standIn: true,
        note: "Kubernetes' own stand-in for nodes: pods come and go, no container runs, there is no network",
      },
      ...parts,
    ],
  };
}

/** The folder `definitions` of the custom resources that the Prometheus operator publishes. */
export async function prometheusOperator(say = () => {}) {
  const { at, version } = await goModule({
    name: "prometheus-operator",
    module: "github.com/prometheus-operator/prometheus-operator",
    directory: path.join(rig, "prometheus-operator"),
    folder: path.join("example", "prometheus-operator-crd"),
    title: "the definitions of Prometheus' kinds",
    say,
  });
  return {
    definitions: at,
    parts: [{ name: "Prometheus operator", version, note: "the definitions of its kinds, from its Go module; it does not run" }],
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { parts: _, ...binaries } = await kubernetes((line) => console.error(line));
  Object.values(binaries).forEach((binary) => console.log(binary));
}
