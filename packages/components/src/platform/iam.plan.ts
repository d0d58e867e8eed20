import type { Partition } from "./partition.plan";

/** One statement of an IAM or resource policy. */
export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: Record<string, string | string[]> | "*";
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy document as JSON. */
export function policyDocument(...statements: Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Who may assume a service's role. */
export function serviceTrust(service: string, partition: Partition): string {
  switch (service) {
    case "ec2":
      // The one principal here that has another name in China.
      return policyDocument({ Effect: "Allow", Principal: { Service: `ec2.${partition.dnsSuffix}` }, Action: "sts:AssumeRole" });
    case "eks":
    case "pods.eks":
      // A pod identity brings session tags; without TagSession it is refused.
      return policyDocument({ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: ["sts:AssumeRole", "sts:TagSession"] });
    default:
      return policyDocument({ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" });
  }
}

/** The ARN of a policy that AWS manages; `name` includes its path, such as `service-role/AmazonEBSCSIDriverPolicy`. */
export function managedPolicyArn(partition: Partition, name: string): string {
  return `arn:${partition.id}:iam::aws:policy/${name}`;
}
