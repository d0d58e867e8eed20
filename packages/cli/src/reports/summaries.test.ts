import { UNKNOWN, type PropertyMap } from "@firmament/offline";
import { resource, secret } from "./sample.fixtures";
import { summarize } from "./summaries";

const container = (cpu: string | undefined, memory: string | undefined): PropertyMap => ({
  name: "app",
  resources: { requests: { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) } },
});
const pod = (...containers: PropertyMap[]): PropertyMap => ({ spec: { template: { spec: { containers } } } });

describe("summarize", () => {
  test.each<[type: string, inputs: PropertyMap, summary: string]>([
    ["aws:autoscaling/group:Group", { minSize: 0, maxSize: 30 }, "0–30"],
    [
      "aws:autoscaling/group:Group",
      { minSize: 2, maxSize: 2, mixedInstancesPolicy: { instancesDistribution: { onDemandPercentageAboveBaseCapacity: 20 } } },
      "2, 20 % on demand",
    ],
    ["aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }, "30 days"],
    ["aws:cloudwatch/logGroup:LogGroup", {}, ""],
    ["aws:ec2/subnet:Subnet", { cidrBlock: "10.0.0.0/20", availabilityZone: "eu-west-1a" }, "10.0.0.0/20, eu-west-1a"],
    ["aws:eks/addon:Addon", { addonName: "vpc-cni", addonVersion: "v1.20.0-eksbuild.1" }, "vpc-cni v1.20.0-eksbuild.1"],
    [
      "aws:eks/nodeGroup:NodeGroup",
      { instanceTypes: ["m6i.2xlarge"], scalingConfig: { minSize: 3, maxSize: 10 }, capacityType: "SPOT" },
      "m6i.2xlarge, 3–10, spot",
    ],
    ["aws:lambda/function:Function", { runtime: "nodejs22.x", memorySize: 512 }, "nodejs22.x, 512 MiB"],
    ["aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", internal: true }, "network, internal"],
    ["aws:rds/instance:Instance", { engine: "postgres", instanceClass: "db.t4g.medium", allocatedStorage: 20 }, "postgres, db.t4g.medium, 20 GiB"],
    ["kubernetes:apps/v1:Deployment", { spec: { ...(pod(container("500m", "512Mi")).spec as PropertyMap), replicas: 3 } }, "3 × 500m / 512Mi"],
    ["kubernetes:apps/v1:StatefulSet", pod(container("1", "1Gi"), container("0.5", "1Gi")), "1500m / 2Gi"],
    ["kubernetes:apps/v1:DaemonSet", pod(container("100m", "64Mi"), container(undefined, "64Mi")), ""],
    ["kubernetes:apps/v1:DaemonSet", pod(), ""],
    ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", { spec: { maxReplicas: 5 } }, "1–5"],
    ["kubernetes:batch/v1:CronJob", { spec: { schedule: "0 3 * * *" } }, "0 3 * * *"],
    ["kubernetes:core/v1:ConfigMap", { data: { a: "1" }, binaryData: { b: "2" } }, "2 keys"],
    [
      "kubernetes:core/v1:Service",
      {
        spec: {
          type: "LoadBalancer",
          ports: [
            { port: 443, targetPort: "https" },
            { port: 80, targetPort: 80 },
          ],
        },
      },
      "LoadBalancer 443 → https, 80",
    ],
    ["kubernetes:helm.sh/v3:Release", { chart: "vault", version: "0.34.1" }, "vault 0.34.1"],
    ["kubernetes:helm.sh/v4:Chart", { chart: "vault", version: "0.34.1" }, "vault 0.34.1"],
    ["kubernetes:monitoring.coreos.com/v1:ServiceMonitor", { spec: { endpoints: [{ port: "metrics", interval: "15s" }] } }, "every 15s"],
    ["kubernetes:policy/v1:PodDisruptionBudget", { spec: { maxUnavailable: "20%" } }, "20% may be down"],
    ["kubernetes:policy/v1:PodDisruptionBudget", { spec: { minAvailable: 2 } }, "2 stay up"],
    ["acme:index:Anything", { size: "large" }, ""],
  ])("%s %j: %s", (type, inputs, summary) => {
    expect(summarize(resource(type, "x", { inputs }))).toBe(summary);
  });

  test.each([
    ["a secret", secret],
    ["an unknown", UNKNOWN],
    ["a value of another type", { nested: true }],
  ])("says nothing about %s", (_, value) => {
    expect(summarize(resource("aws:ec2/subnet:Subnet", "x", { inputs: { cidrBlock: value, availabilityZone: "eu-west-1a" } }))).toBe("eu-west-1a");
    expect(summarize(resource("kubernetes:apps/v1:Deployment", "x", { inputs: { spec: value } }))).toBe("");
  });
});
