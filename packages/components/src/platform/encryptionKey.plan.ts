import { createHash } from "node:crypto";
import { policyDocument, type Statement } from "./iam.plan";
import { partitionOf } from "./partition.plan";

/** Where a key lives: what its policy is written with. */
export interface KeyHome {
  region: string;
  account: string;
}

/** Who else than the account's own IAM policies decides over a key. */
export interface KeyUse {
  /** The log group that CloudWatch Logs encrypts with the key; `*` stands for any characters. */
  logGroup?: string;
  /** Auto Scaling attaches disks that are encrypted with the key to the instances that it launches. Default: false. */
  autoScaling?: boolean;
}

/** KMS allows 256 characters, `alias/` among them. */
const ALIAS_LENGTH = 256 - "alias/".length;

/** The name of a key's alias, unique in an account and region: with the project and the stack, and with a hash where these can't stand in it as they are. */
export function aliasName(project: string, stack: string, name: string): string {
  const exact = `${project}/${stack}/${name}`;
  // Projects and stacks may have dots in their names, and names that start with `alias/aws/` are reserved.
  const allowed = exact.replace(/[^A-Za-z0-9/_-]/g, "-").replace(/^aws\//, "aws-");
  if (allowed === exact && exact.length <= ALIAS_LENGTH) {
    return `alias/${exact}`;
  }
  const hash = createHash("sha256").update(exact).digest("hex").slice(0, 8);
  return `alias/${allowed.slice(0, ALIAS_LENGTH - hash.length - 1)}-${hash}`;
}

/** The policy of a key: IAM decides for the account, and the services named may use it. */
export function keyPolicy(home: KeyHome, use: KeyUse): string {
  return policyDocument(
    administration(home),
    ...(use.logGroup === undefined ? [] : [logsUse(home, use.logGroup)]),
    ...(use.autoScaling === true ? autoScalingUse(home) : []),
  );
}

function administration({ region, account }: KeyHome): Statement {
  return {
    Sid: "IamDecidesForTheAccount",
    Effect: "Allow",
    Principal: { AWS: `arn:${partitionOf(region).id}:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

function logsUse({ region, account }: KeyHome, logGroup: string): Statement {
  const { id, dnsSuffix } = partitionOf(region);
  return {
    Sid: "LogsEncryptWithTheKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.${dnsSuffix}` },
    Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${id}:logs:${region}:${account}:log-group:${logGroup}` } },
  };
}

/**
 * Lets Auto Scaling's service-linked role use the key. The role is named in a condition: as a principal it would have to exist, and a fresh account has
 * it only after its first Auto Scaling group (KMS answers `MalformedPolicyDocumentException` until then).
 */
function autoScalingUse({ region, account }: KeyHome): Statement[] {
  const role = `arn:${partitionOf(region).id}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const ofTheRole = { StringEquals: { "kms:CallerAccount": account }, ArnEquals: { "aws:PrincipalArn": role } };
  return [
    {
      Sid: "AutoScalingReadsDisks",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: ofTheRole,
    },
    {
      Sid: "AutoScalingAttachesDisks",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { ...ofTheRole, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
