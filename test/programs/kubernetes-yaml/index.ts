import * as k8s from "@pulumi/kubernetes";

const cluster = new k8s.Provider("cluster", { kubeconfig: "{}", namespace: "tools" });

const file = new k8s.yaml.ConfigFile(
  "guestbook",
  {
    file: "manifests/guestbook.yaml",
    transformations: [
      (manifest: { kind: string; spec?: { replicas?: number } }) => {
        if (manifest.kind === "Deployment") {
          manifest.spec!.replicas = 3;
        }
      },
    ],
  },
  { provider: cluster },
);

new k8s.yaml.ConfigGroup(
  "extras",
  {
    files: ["manifests/extras-*.yaml"],
    yaml: "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: extras\n",
    objs: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { level: "info" } }],
    resourcePrefix: "group",
  },
  { provider: cluster },
);

// A component of the provider's plugin: what is in the file is known only there.
const second = new k8s.yaml.v2.ConfigFile("second", { file: "manifests/guestbook.yaml" }, { provider: cluster });

export const replicas = file.getResource("apps/v1/Deployment", "frontend").spec.replicas;
export const objects = second.resources;
