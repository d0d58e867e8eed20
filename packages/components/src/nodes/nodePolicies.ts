/** What every node may do: join its cluster and pull images. The network interfaces are the VPC CNI's affair, which has a role of its own. */
export const NODE_POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;
