/**
 * What names of EC2 instance types tell, and how many pods the VPC CNI has addresses for on each.
 *
 * The densities are those of the instance type reference of karpenter-provider-aws (Apache-2.0), as generated on 2026-07-20.
 */

/** A family and a size, as in `m7i-flex.2xlarge`, `u-6tb1.112xlarge`, `m7g.metal` and `c7i.metal-24xl`. */
const INSTANCE_TYPE = /^(?<family>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.(?<size>nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;

const REGULAR: Readonly<Record<string, number>> = {
  medium: 8,
  large: 29,
  xlarge: 58,
  "2xlarge": 58,
  "4xlarge": 234,
  "8xlarge": 234,
  "9xlarge": 234,
  "12xlarge": 234,
  "16xlarge": 737,
  "18xlarge": 737,
  "24xlarge": 737,
  "32xlarge": 737,
  "48xlarge": 737,
};
const BURSTABLE: Readonly<Record<string, number>> = { nano: 4, micro: 4, small: 11, medium: 17, large: 35, xlarge: 58, "2xlarge": 58 };
const EIGHTH_INTEL: Readonly<Record<string, number>> = {
  large: 59,
  xlarge: 118,
  "2xlarge": 118,
  "4xlarge": 394,
  "8xlarge": 492,
  "12xlarge": 590,
  "16xlarge": 1010,
  "24xlarge": 1010,
  "32xlarge": 1514,
  "48xlarge": 1514,
  "96xlarge": 1514,
};

const REGULAR_FAMILIES =
  "m5 m5a m5n m6i m6a m6g m6in m7i m7a m7g m7i-flex m8g c5 c5a c5n c6i c6a c6g c6gn c6in c7i c7a c7g c7i-flex c8g r5 r5a r5n r6i r6a r6g r6in r7i r7a r7g r8g";

const DENSITIES = new Map<string, Readonly<Record<string, number>>>([
  ...REGULAR_FAMILIES.split(" ").map((family) => [family, REGULAR] as const),
  ...["t3", "t4g"].map((family) => [family, BURSTABLE] as const),
  ["t3a", { ...BURSTABLE, small: 8 }],
  ["m6in", { ...REGULAR, "32xlarge": 394 }],
  ["c6in", { ...REGULAR, "32xlarge": 394 }],
  ["r6in", { ...REGULAR, "32xlarge": 394 }],
  ...["m8i", "c8i", "r8i"].map((family) => [family, EIGHTH_INTEL] as const),
]);

/** EKS lets a managed node have no more pods than this, below and from 30 vCPUs on, whatever it has addresses for. */
const MANAGED_NODE_PODS = { small: 110, large: 250, fromVcpus: 30 };

export const Architecture = { X86: "x86_64", Arm: "arm64" } as const;
export type Architecture = (typeof Architecture)[keyof typeof Architecture];

/** Whether the text has the form of an instance type. New types are not refused. */
export function isInstanceType(type: string): boolean {
  return INSTANCE_TYPE.test(type);
}

/** Graviton types have a `g` after the generation; a1 was the first of them. */
export function architectureOf(type: string): Architecture {
  return /^(?:a1\.|[a-z]+\d+g)/.test(type) ? Architecture.Arm : Architecture.X86;
}

/** The vCPUs of a size; all that are smaller than `large` have at most 2. */
function vcpusOf(size: string): number {
  const xlarge = /^(\d*)xlarge$/.exec(size);
  return xlarge === null ? 2 : 4 * Number(xlarge[1] === "" ? 1 : xlarge[1]);
}

/** How many pods a node of a managed node group may have with the VPC CNI. Undefined for types that are not in our facts. */
export function managedNodePods(type: string): number | undefined {
  const { family, size } = INSTANCE_TYPE.exec(type)?.groups ?? {};
  const density = family === undefined || size === undefined ? undefined : DENSITIES.get(family)?.[size];
  if (density === undefined || size === undefined) {
    return undefined;
  }
  return Math.min(density, vcpusOf(size) < MANAGED_NODE_PODS.fromVcpus ? MANAGED_NODE_PODS.small : MANAGED_NODE_PODS.large);
}

/** What is wrong with the types of one group: their form, and that an image is for one architecture. */
export function instanceTypeProblem(types: readonly string[]): string | undefined {
  const unknown = types.find((type) => !isInstanceType(type));
  if (unknown !== undefined) {
    return `${JSON.stringify(unknown)} is not an EC2 instance type; write it as m6i.2xlarge`;
  }
  const arm = types.find((type) => architectureOf(type) === Architecture.Arm);
  const x86 = types.find((type) => architectureOf(type) === Architecture.X86);
  return arm === undefined || x86 === undefined
    ? undefined
    : `${arm} is arm64 and ${x86} is x86_64, and a group has one image; make a group for each`;
}
