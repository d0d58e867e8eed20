// Builds Kubernetes' own API server, controller manager and scheduler, etcd, and kwok, which plays the kubelets, from the pinned Go modules in
// test/judges/kubernetes/rig. Run on its own it prints the paths.
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { goBinaries, requiredVersion } from "../lib/goBinaries.mjs";
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
    flags: ["-ldflags", "-s -w"],
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
    flags: ["-ldflags", ["-s -w", ...stamps].join(" ")],
    env,
    cost: "9 minutes",
    say,
  });
  const kwok = await goBinaries({
    name: "kwok",
    directory: path.join(rig, "kwok"),
    commands: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
    flags: ["-ldflags", "-s -w"],
    env,
    cost: "3 minutes",
    say,
  });
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
    ],
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { parts: _, ...binaries } = await kubernetes((line) => console.error(line));
  Object.values(binaries).forEach((binary) => console.log(binary));
}
