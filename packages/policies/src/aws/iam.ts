import { matchesGlob } from "../kernel/exemptions";
import type { Property } from "../kernel/property";
import type { Resource } from "../kernel/resource";
import { anyOf, awsResources, parseType } from "../kernel/types";
import { textsAt } from "./policyDocument";

/** Resources that give rights to who carries them. */
export const identityPolicies = anyOf("IAM policies and roles", awsResources("iam", "GroupPolicy", "Policy", "Role", "RolePolicy", "UserPolicy"));

/** Resources that attach policies by their ARN. */
export const policyAttachments = awsResources(
  "iam",
  "GroupPolicyAttachment",
  "GroupPolicyAttachmentsExclusive",
  "PolicyAttachment",
  "Role",
  "RolePolicyAttachment",
  "RolePolicyAttachmentsExclusive",
  "UserPolicyAttachment",
  "UserPolicyAttachmentsExclusive",
);

/**
 * Resources with a policy that says who may use them. Not among them: S3, where the account can block public access; API Gateway, VPC endpoints and VPC
 * Lattice, where a policy for everybody is the usual one; search domains, which are kept from the public by their network.
 */
export const resourcePolicies = anyOf(
  "AWS resource policies",
  awsResources("acmpca", "Policy"),
  awsResources("backup", "VaultPolicy"),
  awsResources("cloudwatch", "EventBusPolicy", "LogDestinationPolicy", "LogResourcePolicy"),
  awsResources("codeartifact", "DomainPermissions", "RepositoryPermissionsPolicy"),
  awsResources("codebuild", "ResourcePolicy"),
  awsResources("dynamodb", "ResourcePolicy"),
  awsResources("ecr", "RegistryPolicy", "RepositoryPolicy"),
  awsResources("efs", "FileSystemPolicy"),
  awsResources("glacier", "Vault"),
  awsResources("glue", "ResourcePolicy"),
  awsResources("kinesis", "ResourcePolicy"),
  awsResources("kms", "Key", "KeyPolicy", "ReplicaKey"),
  awsResources("msk", "ClusterPolicy"),
  awsResources("secretsmanager", "Secret", "SecretPolicy"),
  awsResources("sns", "Topic", "TopicPolicy"),
  awsResources("sqs", "Queue", "QueuePolicy"),
);

/** The documents that give rights to who carries them. */
export function identityDocuments({ type, properties }: Resource): Property[] {
  return parseType(type).name === "Role"
    ? properties
        .at("inlinePolicies")
        .items()
        .map((policy) => policy.at("policy"))
    : [properties.at("policy")];
}

/** The document that says who may use a resource. */
export function resourceDocument({ properties }: Resource): Property {
  const places = ["policy", "policyDocument", "accessPolicy"].map((key) => properties.at(key));
  return places.find((place) => !place.isAbsent) ?? properties.at("policy");
}

export function attachedPolicies({ properties }: Resource): { place: Property; text: string }[] {
  return ["policyArn", "policyArns", "managedPolicyArns"].flatMap((key) => textsAt(properties.at(key)));
}

/** Whether an action as a policy writes it (`s3:*`, `IAM:Pass*`) stands for one in particular. */
export function coversAction(written: string, action: string): boolean {
  return matchesGlob(written.toLowerCase(), action.toLowerCase());
}

/**
 * Whether a resource as a policy writes it stands for all of a kind: `*`, `arn:aws:s3:::*`, `arn:aws:iam::123456789012:role/*`. What comes before the
 * wildcard has to be a kind that is known, since it may as well be a name (`arn:aws:s3:::logs/*`).
 */
export function isEveryResource(written: string): boolean {
  return /^(\*|arn(:[^:]*){4}:((function|instance|key|log-group|parameter|policy|repository|role|secret|stream|table|user)[:/])?\*([:/]\*)?)$/.test(
    written,
  );
}

/**
 * Whether every identity of an OpenID Connect provider may assume a role: nothing in the conditions but the audience, which all of them have. Identity
 * providers of AWS and of the large public ones have an audience of their own for each client, so only providers in IAM are looked at.
 */
export function openFederation(statement: Property): Property | undefined {
  const federated = textsAt(statement.at("Principal", "Federated")).find(({ text }) => text.includes(":oidc-provider/"));
  if (federated === undefined) {
    return undefined;
  }
  const tests = statement
    .at("Condition")
    .entries()
    .flatMap(([operator, keys]) => (/(not|ifexists$)|^(forallvalues:|null$)/i.test(operator) ? [] : keys.entries()));
  const named = tests.some(([key, values]) => {
    const texts = textsAt(values);
    return !/:aud$/i.test(key) && texts.length > 0 && texts.every(({ text }) => !ANYBODY.test(text));
  });
  return named ? undefined : federated.place;
}

/** `*`, `repo:*`, `system:serviceaccount:*:*`. */
const ANYBODY = /^([a-z_]+:)*\*/i;
