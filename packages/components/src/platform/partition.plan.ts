/** Where the ARNs and service principals of a region live. */
export interface Partition {
  /** The second part of its ARNs. */
  id: string;
  /** What its service principals end in. */
  dnsSuffix: string;
}

/** The partition of a region: China, GovCloud, or the one of everybody else. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) {
    return { id: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  }
  return { id: region.startsWith("us-gov-") ? "aws-us-gov" : "aws", dnsSuffix: "amazonaws.com" };
}

/** The account in an ARN. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
