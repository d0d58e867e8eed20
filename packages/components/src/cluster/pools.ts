import { type NodeTaint, TaintEffect } from "../nodes/scheduling.plan";

/** A pool of managed nodes, all On-Demand. Plain, since pools decide how many resources exist. */
export interface NodePool {
  /** 1 to 20 instance types of one architecture, the preferred one first. Changing them replaces the pool's nodes. */
  instanceTypes: string[];
  /** The least number of nodes. EKS refuses one above the present number: before you raise it, scale the pool up to it. */
  minSize: number;
  /** The most nodes. An update goes beyond it, by twice the number of zones or more. */
  maxSize: number;
  /** The number of nodes to start with; afterwards it is the autoscaler's. Default: `minSize`. */
  desiredSize?: number;
  /** GiB of each node's disk, gp3 and encrypted. Default: 50. */
  diskSize?: number;
  /** Labels of the nodes; none is empty. Default: none. */
  labels?: Record<string, string>;
  /** Taints of the nodes. Default: none. */
  taints?: NodeTaint[];
}

/** The label and the taint that say what a pool is for. */
const WORKLOAD_TYPE = "workload-type";

/**
 * The pools of a production cluster: one for what keeps the cluster running, one for services, and two for what needs more vCPUs or more memory, which
 * only pods go to that tolerate `workload-type`. For a smaller stage change what differs:
 * `{ ...goldenPools, application: { ...goldenPools.application, minSize: 2 } }`.
 *
 * Cost: 23 nodes at the least. At the most they are 190 nodes with 3,760 vCPUs; ask AWS for the On-Demand quota first, a new account has far less.
 */
export const goldenPools = {
  system: {
    instanceTypes: ["m6i.2xlarge"],
    minSize: 3,
    maxSize: 10,
    taints: [{ key: "CriticalAddonsOnly", value: "true", effect: TaintEffect.NoSchedule }],
  },
  application: {
    instanceTypes: ["m6i.4xlarge"],
    minSize: 10,
    maxSize: 100,
    labels: { [WORKLOAD_TYPE]: "application" },
  },
  "compute-intensive": {
    instanceTypes: ["c6i.8xlarge"],
    minSize: 5,
    maxSize: 50,
    labels: { [WORKLOAD_TYPE]: "compute" },
    taints: [{ key: WORKLOAD_TYPE, value: "compute", effect: TaintEffect.NoSchedule }],
  },
  "memory-intensive": {
    instanceTypes: ["r6i.4xlarge"],
    minSize: 5,
    maxSize: 30,
    labels: { [WORKLOAD_TYPE]: "memory" },
    taints: [{ key: WORKLOAD_TYPE, value: "memory", effect: TaintEffect.NoSchedule }],
  },
} satisfies Record<string, NodePool>;
