import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const namespace = new k8s.core.v1.Namespace("data");
const inData = namespace.metadata.name;

const release = new k8s.helm.v3.Release("database", {
  chart: "postgresql",
  version: "16.2.1",
  namespace: inData,
  repositoryOpts: { repo: "https://charts.example.com" },
  values: { auth: { existingSecret: "database" }, primary: { persistence: { size: "20Gi" } } },
});

const chart = new k8s.helm.v3.Chart("cache", {
  chart: "redis",
  version: "20.0.3",
  namespace: inData,
  fetchOpts: { repo: "https://charts.example.com" },
  values: { replica: { replicaCount: 1 } },
});

const second = new k8s.helm.v4.Chart("queue", { chart: "oci://registry.example.com/charts/rabbitmq", version: "14.1.0", namespace: inData });

export const status = release.status.status;
export const port = chart.getResourceProperty("v1/Service", "cache", "spec").apply((spec) => spec.ports[0].port);
export const address = pulumi.interpolate`${release.name}-postgresql.${release.namespace}.svc`;
export const queued = second.resources;
