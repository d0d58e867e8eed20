import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (containers: string, pod = ""): ReturnType<typeof manifests> =>
  manifests(
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { template: { spec: { ${pod}containers: [${containers}] } } } }`,
  );

const ample = "{ name: web, resources: { requests: { cpu: 250m, memory: 256Mi }, limits: { memory: 512Mi } } }";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a container that asks for nothing",
      resources: deployment("{ name: web }"),
      findings: [
        "orders: container web has no resources.requests.cpu, resources.requests.memory, resources.limits.memory\nat spec.template.spec.containers[0]\nfix: set resources.requests.cpu, resources.requests.memory, resources.limits.memory",
      ],
    },
    {
      title: "a container without a memory limit, beside one that is complete",
      resources: deployment(`${ample}, { name: proxy, resources: { requests: { cpu: 1, memory: 1Gi } } }`),
      findings: [
        "orders: container proxy has no resources.limits.memory\nat spec.template.spec.containers[1].resources\nfix: set resources.limits.memory",
      ],
    },
    {
      title: "an init container of a CronJob",
      resources: manifests(`
apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec: { jobTemplate: { spec: { template: { spec: { initContainers: [{ name: load, resources: { limits: { memory: 1Gi } } }], containers: [] } } } } }
`),
      findings: [
        "report: container load has no resources.requests.cpu\nat spec.jobTemplate.spec.template.spec.initContainers[0].resources\nfix: set resources.requests.cpu",
      ],
    },
    {
      title: "a container without the limit that is asked for",
      resources: deployment(ample),
      config: { required: ["limits.cpu"] },
      findings: ["orders: container web has no resources.limits.cpu\nat spec.template.spec.containers[0].resources\nfix: set resources.limits.cpu"],
    },
  ],
  passes: [
    { title: "a container with requests and a memory limit", resources: deployment(ample) },
    { title: "limits that stand for requests", resources: deployment("{ name: web, resources: { limits: { cpu: 1, memory: 1Gi } } }") },
    {
      title: "a pod with resources of its own",
      resources: deployment("{ name: web }", "resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }, "),
    },
    { title: "a container for debugging", resources: deployment(ample, "ephemeralContainers: [{ name: debug }], ") },
  ],
};
