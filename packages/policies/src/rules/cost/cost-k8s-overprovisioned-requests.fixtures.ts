import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const deployment = (containers: string, pod = ""): ReturnType<typeof manifests> =>
  manifests(
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { template: { spec: { ${pod}containers: [${containers}] } } } }`,
  );

const container = (name: string, requests: string, more = ""): string => `{ name: ${name}, ${more}resources: { requests: { ${requests} } } }`;

const at = "spec.template.spec";
const fix = "fix: ask for what the container uses at its peak, and scale out instead of up";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a container with a mistaken unit",
      resources: deployment(container("web", "cpu: 250, memory: 256Mi")),
      findings: [`orders: container web asks for 250 of cpu, more than 8\nat ${at}.containers[0].resources.requests.cpu\n${fix}`],
    },
    {
      title: "a limit that stands for a request",
      resources: deployment("{ name: web, resources: { limits: { memory: 64Gi } } }"),
      findings: [`orders: container web asks for 64Gi of memory, more than 32Gi\nat ${at}.containers[0].resources.limits.memory\n${fix}`],
    },
    {
      title: "a pod of three large containers, one of them a sidecar",
      resources: deployment(
        `${container("web", "cpu: 6500m")}, ${container("worker", "cpu: 6")}`,
        `initContainers: [${container("proxy", "cpu: 4", "restartPolicy: Always, ")}, ${container("migrate", "cpu: 8")}], `,
      ),
      findings: [`orders: pod asks for 16.5 of cpu in all, more than 16\nat ${at}\n${fix}`],
    },
    {
      title: "an init container beside a sidecar",
      resources: deployment(
        container("web", "memory: 1Gi"),
        `initContainers: [${container("proxy", "memory: 1.5Gi", "restartPolicy: Always, ")}, ${container("load", "memory: 3Gi")}], `,
      ),
      config: { podMemory: "4Gi" },
      findings: [`orders: pod asks for 4.5Gi of memory in all, more than 4Gi\nat ${at}\n${fix}`],
    },
    {
      title: "a pod with requests of its own",
      resources: deployment("{ name: web }", "resources: { requests: { cpu: 32 } }, "),
      findings: [`orders: pod asks for 32 of cpu in all, more than 16\nat ${at}\n${fix}`],
    },
    {
      title: "what is more than a cap of one's own",
      resources: deployment(container("web", "cpu: 2, memory: 4Gi")),
      config: { containerCpu: "1500m", containerMemory: "2Gi" },
      findings: [
        `orders: container web asks for 2 of cpu, more than 1500m\nat ${at}.containers[0].resources.requests.cpu\n${fix}`,
        `orders: container web asks for 4Gi of memory, more than 2Gi\nat ${at}.containers[0].resources.requests.memory\n${fix}`,
      ],
    },
    {
      title: "a pod cap of one's own",
      resources: deployment(container("web", "cpu: 2")),
      config: { podCpu: "1" },
      findings: [`orders: pod asks for 2 of cpu in all, more than 1\nat ${at}\n${fix}`],
    },
    {
      title: "a limit far above its request, where that is asked for",
      resources: deployment("{ name: web, resources: { requests: { cpu: 1, memory: 1Gi }, limits: { cpu: 4, memory: 2.25Gi } } }"),
      config: { limitPerRequest: 2 },
      findings: [
        `orders: container web may use 4 times the cpu that it asks for, more than 2 times\nat ${at}.containers[0].resources.limits.cpu\nfix: ask for what it uses, or lower the limit`,
        `orders: container web may use 2.25 times the memory that it asks for, more than 2 times\nat ${at}.containers[0].resources.limits.memory\nfix: ask for what it uses, or lower the limit`,
      ],
    },
    {
      title: "a cap that is none, in the configuration",
      resources: deployment(container("web", "cpu: 2")),
      config: { podCpu: "much" },
      findings: [
        'shop-dev: configuration: podCpu must be a quantity such as 500m or 2Gi; "much" is not\nfix: mend the policy pack\'s configuration of cost-k8s-overprovisioned-requests',
      ],
    },
  ],
  passes: [
    { title: "requests below the caps", resources: deployment(container("web", "cpu: 250m, memory: 256Mi")) },
    {
      title: "a limit above the cap, with a request below it",
      resources: deployment("{ name: web, resources: { requests: { cpu: 1 }, limits: { cpu: 16 } } }"),
    },
    {
      title: "a limit that is as far above its request as may be, and one without a request",
      resources: deployment("{ name: web, resources: { requests: { cpu: 700m }, limits: { cpu: 2100m, memory: 4Gi } } }"),
      config: { limitPerRequest: 3 },
    },
    { title: "no requests, which is another rule's business", resources: deployment("{ name: web }") },
    {
      title: "init containers that run one after the other",
      resources: deployment(container("web", "cpu: 7"), `initContainers: [${container("a", "cpu: 8")}, ${container("b", "cpu: 8")}], `),
    },
    {
      title: "a container for debugging",
      resources: deployment(container("web", "cpu: 7"), `ephemeralContainers: [${container("debug", "cpu: 8")}], `),
      config: { podCpu: "8" },
    },
  ],
};
