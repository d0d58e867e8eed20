import { Property } from "../kernel/property";
import { Resource } from "../kernel/resource";
import {
  attachedPolicies,
  coversAction,
  identityDocuments,
  identityPolicies,
  isEveryResource,
  openFederation,
  policyAttachments,
  resourceDocument,
  resourcePolicies,
} from "./iam";

const resource = (type: string, properties: Record<string, unknown>): Resource => new Resource({ urn: "urn", type, name: "x", properties });

it.each([
  ["*", true],
  ["iam:*", true],
  ["IAM:passrole", true],
  ["iam:Pass*", true],
  ["iam:Get*", false],
  ["s3:PassRole", false],
])("%s covers iam:PassRole: %j", (written, covers) => {
  expect(coversAction(written, "iam:PassRole")).toBe(covers);
});

it.each([
  "*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::*/*",
  "arn:aws-cn:iam::123456789012:role/*",
  "arn:aws:secretsmanager:*:*:secret:*",
  "arn:aws:sqs:eu-west-1:123456789012:*",
])("%s is every resource", (written) => {
  expect(isEveryResource(written)).toBe(true);
});

it.each([
  "arn:aws:s3:::logs/*",
  "arn:aws:iam::123456789012:role/ci-*",
  "arn:aws:secretsmanager:*:*:secret:orders/*",
  "arn:aws:s3:::logs",
  "arn:aws:sns:eu-west-1:123456789012:orders:*",
  "",
])("%s is not every resource", (written) => {
  expect(isEveryResource(written)).toBe(false);
});

it.each([
  [identityPolicies, ["iam/groupPolicy:GroupPolicy", "iam/policy:Policy", "iam/role:Role", "iam/rolePolicy:RolePolicy", "iam/userPolicy:UserPolicy"]],
  [
    policyAttachments,
    [
      "iam/groupPolicyAttachment:GroupPolicyAttachment",
      "iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
      "iam/policyAttachment:PolicyAttachment",
      "iam/role:Role",
      "iam/rolePolicyAttachment:RolePolicyAttachment",
      "iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      "iam/userPolicyAttachment:UserPolicyAttachment",
      "iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    ],
  ],
  [
    resourcePolicies,
    [
      "acmpca/policy:Policy",
      "backup/vaultPolicy:VaultPolicy",
      "cloudwatch/eventBusPolicy:EventBusPolicy",
      "cloudwatch/logDestinationPolicy:LogDestinationPolicy",
      "cloudwatch/logResourcePolicy:LogResourcePolicy",
      "codeartifact/domainPermissions:DomainPermissions",
      "codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
      "codebuild/resourcePolicy:ResourcePolicy",
      "dynamodb/resourcePolicy:ResourcePolicy",
      "ecr/registryPolicy:RegistryPolicy",
      "ecr/repositoryPolicy:RepositoryPolicy",
      "efs/fileSystemPolicy:FileSystemPolicy",
      "glacier/vault:Vault",
      "glue/resourcePolicy:ResourcePolicy",
      "kinesis/resourcePolicy:ResourcePolicy",
      "kms/key:Key",
      "kms/keyPolicy:KeyPolicy",
      "kms/replicaKey:ReplicaKey",
      "msk/clusterPolicy:ClusterPolicy",
      "secretsmanager/secret:Secret",
      "secretsmanager/secretPolicy:SecretPolicy",
      "sns/topic:Topic",
      "sns/topicPolicy:TopicPolicy",
      "sqs/queue:Queue",
      "sqs/queuePolicy:QueuePolicy",
    ],
  ],
])("%j are found by their types", (family, types) => {
  expect(types.filter((type) => !family.matches(`aws:${type}`))).toEqual([]);
});

it("documents and attachments are found where their types have them", () => {
  expect(identityDocuments(resource("aws:iam/role:Role", { inlinePolicies: [{ name: "a", policy: "{}" }] })).map(({ path }) => path)).toEqual([
    "inlinePolicies[0].policy",
  ]);
  expect(identityDocuments(resource("aws:iam/userPolicy:UserPolicy", { policy: "{}" })).map(({ path }) => path)).toEqual(["policy"]);
  expect(resourceDocument(resource("aws:sqs/queue:Queue", {})).path).toBe("policy");
  expect(resourceDocument(resource("aws:glacier/vault:Vault", { accessPolicy: "{}" })).path).toBe("accessPolicy");
  const attached = attachedPolicies(resource("aws:iam/role:Role", { managedPolicyArns: ["a", "b"] }));
  expect(attached.map(({ place, text }) => [place.path, text])).toEqual([
    ["managedPolicyArns[0]", "a"],
    ["managedPolicyArns[1]", "b"],
  ]);
});

describe("an OpenID Connect provider lets in", () => {
  const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
  const open = (Condition: object | undefined, Federated = provider): string | undefined =>
    openFederation(Property.of("urn", { Principal: { Federated }, Condition }))?.path;
  const key = "token.actions.githubusercontent.com";

  it.each([
    undefined,
    { StringEquals: { [`${key}:aud`]: "sts.amazonaws.com" } },
    { StringLike: { [`${key}:sub`]: "repo:*" } },
    { StringLike: { [`${key}:sub`]: ["repo:acme/shop:*", "*"] } },
    { StringLike: { [`${key}:sub`]: [] } },
    { StringLikeIfExists: { [`${key}:sub`]: "repo:acme/*" } },
    { StringNotEquals: { [`${key}:sub`]: "repo:acme/x" } },
    { Null: { [`${key}:sub`]: "false" } },
    { StringLike: { [`${key}:sub`]: "system:serviceaccount:*:*" } },
  ])("everybody, with %j", (condition) => {
    expect(open(condition)).toBe("Principal.Federated");
  });

  it.each([{ StringLike: { [`${key}:sub`]: "repo:acme/*" } }, { StringEquals: { [`${key}:sub`]: "system:serviceaccount:shop:orders" } }])(
    "those that %j names",
    (condition) => {
      expect(open(condition)).toBeUndefined();
    },
  );

  it("those of an account, when it is none of ours", () => {
    expect(open(undefined, "cognito-identity.amazonaws.com")).toBeUndefined();
  });
});
