import type { NodeTaint } from "./scheduling.plan";

/** What a node has to know of its cluster: it asks nobody. */
export interface NodeUserData {
  clusterName: string;
  endpoint: string;
  /** Base64. */
  certificateAuthority: string;
  serviceCidr: string;
  labels: Record<string, string>;
  taints: readonly NodeTaint[];
}

const BOUNDARY = "NODE-CONFIG";

/**
 * The user data of an Amazon Linux 2023 node, which `nodeadm` reads on every start: a MIME document with one `NodeConfig`, base64 as EC2 takes it. The
 * configuration is written as JSON, which is YAML whose quoting cannot go wrong.
 */
export function nodeUserData(node: NodeUserData): string {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: {
      cluster: {
        name: node.clusterName,
        apiServerEndpoint: node.endpoint,
        certificateAuthority: node.certificateAuthority,
        cidr: node.serviceCidr,
      },
      kubelet: { flags: kubeletFlags(node) },
    },
  };
  const document = [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: application/node.eks.aws",
    "",
    JSON.stringify(config, undefined, 2),
    "",
    `--${BOUNDARY}--`,
    "",
  ].join("\n");
  return Buffer.from(document, "utf8").toString("base64");
}

function kubeletFlags({ labels, taints }: NodeUserData): string[] {
  // Sorted, since another order would be another launch template version and replace every node.
  const nodeLabels = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const nodeTaints = taints.map(({ key, value = "", effect }) => `${key}=${value}:${effect}`).sort();
  return [
    ...(nodeLabels.length === 0 ? [] : [`--node-labels=${nodeLabels.join(",")}`]),
    ...(nodeTaints.length === 0 ? [] : [`--register-with-taints=${nodeTaints.join(",")}`]),
  ];
}
