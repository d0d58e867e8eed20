import * as k8s from "@pulumi/kubernetes";
import { Config, Output } from "@pulumi/pulumi";

interface Settings {
  namespace: string;
  quota?: { cpu: string; memory: string };
}

const settings: Settings = new Config().getObject<Settings>("settings") ?? { namespace: "team-a" };

const namespace = new k8s.core.v1.Namespace("team", {
  metadata: { name: settings.namespace },
});

const quota: k8s.core.v1.ResourceQuota | undefined =
  settings.quota &&
  new k8s.core.v1.ResourceQuota("team", {
    metadata: { namespace: namespace.metadata.name },
    spec: { hard: { "requests.cpu": settings.quota.cpu, "requests.memory": settings.quota.memory } },
  });

export const name: Output<string> = namespace.metadata.name;
export const limited = quota !== undefined;
