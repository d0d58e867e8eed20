import { anyOf, awsResources, kubernetesKinds, parseType } from "./types";

describe("a type token", () => {
  it.each([
    ["aws:ec2/instance:Instance", { package: "aws", module: "ec2/instance", name: "Instance" }],
    ["kubernetes:apps/v1:Deployment", { package: "kubernetes", module: "apps/v1", name: "Deployment" }],
    ["pulumi:providers:aws", { package: "pulumi", module: "providers", name: "aws" }],
    ["odd", { package: "odd", module: "", name: "" }],
  ])("%s has its parts", (type, parts) => {
    expect(parseType(type)).toEqual(parts);
  });
});

describe("a family of types", () => {
  const autoscalers = kubernetesKinds("autoscaling", "HorizontalPodAutoscaler");
  const deployments = kubernetesKinds("apps", "Deployment", "StatefulSet");
  const buckets = awsResources("s3", "Bucket");

  it.each([
    [autoscalers, "kubernetes:autoscaling/v1:HorizontalPodAutoscaler"],
    [autoscalers, "kubernetes:autoscaling/v3:HorizontalPodAutoscaler"],
    [deployments, "kubernetes:apps/v1:StatefulSet"],
    [deployments, "kubernetes:extensions/v1beta1:Deployment"],
    [kubernetesKinds("networking.k8s.io", "Ingress"), "kubernetes:extensions/v1beta1:Ingress"],
    [buckets, "aws:s3/bucket:Bucket"],
    [buckets, "aws:s3/bucketV2:BucketV2"],
    [anyOf("things", buckets, deployments), "kubernetes:apps/v1:Deployment"],
  ])("matches every version of a kind: $subject, %s", (one, type) => {
    expect([one.matches(type), one.matches(type)]).toEqual([true, true]);
  });

  it.each([
    [autoscalers, "kubernetes:autoscaling/v2:HorizontalPodAutoscalerPatch"],
    [autoscalers, "kubernetes:autoscaling.k8s.io/v1:HorizontalPodAutoscaler"],
    [autoscalers, "shop:autoscaling/v1:HorizontalPodAutoscaler"],
    [kubernetesKinds("batch", "Ingress"), "kubernetes:extensions/v1beta1:Ingress"],
    [deployments, "kubernetes:apps/v1:DaemonSet"],
    [buckets, "aws:s3/bucketPolicy:BucketPolicy"],
    [buckets, "aws:s3control/bucket:Bucket"],
    [buckets, "aws-native:s3/bucket:Bucket"],
  ])("does not match its neighbours: $subject, %s", (one, type) => {
    expect(one.matches(type)).toBe(false);
  });

  it("is called by what it is", () => {
    expect([autoscalers.subject, deployments.subject, buckets.subject, kubernetesKinds("x", "Ingress", "NetworkPolicy", "Gateway").subject]).toEqual([
      "Kubernetes HorizontalPodAutoscalers",
      "Kubernetes Deployments and StatefulSets",
      "AWS s3 Buckets",
      "Kubernetes Ingresses, NetworkPolicies and Gateways",
    ]);
  });
});
