import type { NodeTaint } from "./scheduling.plan";

/** A tag of an Auto Scaling group. */
export interface GroupTag {
  key: string;
  value: string;
  /** Whether instances get it too; disks and interfaces never do, they have theirs from the launch template. */
  propagateAtLaunch: boolean;
}

/** What EKS and aws-node-termination-handler look for on an instance. Without the handler's tag it silently passes a node over. */
export function instanceTags(clusterName: string): Record<string, string> {
  return {
    [`kubernetes.io/cluster/${clusterName}`]: "owned",
    [`k8s.io/cluster/${clusterName}`]: "owned",
    "aws-node-termination-handler/managed": "true",
  };
}

/** All tags of a group: the given ones and those above for its instances, and for Cluster Autoscaler what its nodes look like while there are none. */
export function groupTags(
  tags: Record<string, string>,
  clusterName: string,
  labels: Record<string, string>,
  taints: readonly NodeTaint[],
): GroupTag[] {
  const propagated = { ...tags, ...instanceTags(clusterName) };
  const autoscaler: Record<string, string> = {
    "k8s.io/cluster-autoscaler/enabled": "true",
    [`k8s.io/cluster-autoscaler/${clusterName}`]: "owned",
  };
  for (const [key, value] of Object.entries(labels)) {
    autoscaler[`k8s.io/cluster-autoscaler/node-template/label/${key}`] = value;
  }
  for (const { key, value = "", effect } of taints) {
    autoscaler[`k8s.io/cluster-autoscaler/node-template/taint/${key}`] = `${value}:${effect}`;
  }
  return [...toList(propagated, true), ...toList(autoscaler, false)];
}

function toList(tags: Record<string, string>, propagateAtLaunch: boolean): GroupTag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch }));
}
