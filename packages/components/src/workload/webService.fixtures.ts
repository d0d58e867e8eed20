import { preview, type TestOptions, type TestStack } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import { WebService, type WebServiceArgs } from "./webService";

export const args: WebServiceArgs = {
  cluster,
  metrics,
  namespace: "shop",
  image: "ghcr.io/acme/orders:1.9.2",
  slo: { availability: 99.9, latency: { p99: "500ms" } },
  runbookUrl: "https://runbooks.example.com/orders",
  tags,
};

export function orders(change: Partial<WebServiceArgs>, options?: TestOptions): Promise<TestStack> {
  return preview(() => new WebService("orders", { ...args, ...change }), options);
}

// The shapes that the assertions below look at.
export interface Labelled {
  metadata: { name: string; namespace: string; labels: Record<string, string>; annotations: Record<string, string> };
}
export interface Container {
  name: string;
  image: string;
  command?: string[];
  ports: { name: string; containerPort: number; protocol: string }[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  lifecycle?: { preStop: { sleep: { seconds: number } } };
}
export interface Pod {
  containers: Container[];
  initContainers?: Container[];
  securityContext: Record<string, unknown>;
  volumes: Record<string, unknown>[];
  terminationGracePeriodSeconds: number;
  topologySpreadConstraints: { topologyKey: string; minDomains?: number; labelSelector: unknown }[];
  affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { podAffinityTerm: { labelSelector: unknown } }[] } };
  [field: string]: unknown;
}
export interface Workload extends Labelled {
  spec: { selector: { matchLabels: Record<string, string> }; template: Labelled & { spec: Pod } } & Record<string, unknown>;
}

export const inputs = <T>(stack: TestStack, name: string) => stack.resource(name).inputs as unknown as T;
export const deployment = (stack: TestStack) => inputs<Workload>(stack, "orders-deployment");
export const pod = (stack: TestStack) => deployment(stack).spec.template.spec;
