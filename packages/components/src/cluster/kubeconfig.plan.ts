/** Where a cluster's API server is, and who asks for a token. */
export interface KubeconfigArgs {
  clusterName: string;
  endpoint: string;
  /** Base64. */
  certificateAuthority: string;
  region: string;
  /** The role that the AWS CLI assumes for the token. Default: who runs it. */
  roleArn?: string;
}

/** A kubeconfig without credentials: the AWS CLI gets a token when one is needed. */
export function kubeconfig({ clusterName, endpoint, certificateAuthority, region, roleArn }: KubeconfigArgs): string {
  const args = ["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"];
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } }],
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: roleArn === undefined ? args : [...args, "--role-arn", roleArn],
            interactiveMode: "Never",
          },
        },
      },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
  });
}
