import type { SimulatedType, Subject } from "../subject";

/** The `path` argument of IAM, which starts and ends with a slash. */
function path(subject: Subject): string {
  return subject.optional("path") ?? "/";
}

function iam(kind: string, idPrefix: string, attributes: SimulatedType["attributes"] = {}): SimulatedType {
  return {
    id: "name",
    attributes: {
      arn: (subject) => subject.globalArn("iam", `${kind}${path(subject)}${subject.name}`),
      uniqueId: (subject) => subject.upperId(idPrefix, 17, "unique id"),
      ...attributes,
    },
  };
}

function policyArn(subject: Subject): string {
  return subject.globalArn("iam", `policy${path(subject)}${subject.name}`);
}

/** The host and path of an OpenID Connect issuer, as it appears in ARNs. */
function issuer(url: string): string {
  return url.replace(/^https:\/\//, "");
}

function secretArn(subject: Subject): string {
  // Secrets Manager adds six characters to every secret's name.
  return subject.arn("secretsmanager", `secret:${subject.name}-${subject.alphanumeric(6, "suffix")}`);
}

function keyArn(subject: Subject): string {
  return subject.arn("kms", `key/${subject.id}`);
}

/** Every alias's name starts so. */
function aliasName(subject: Subject): string {
  return subject.name.startsWith("alias/") ? subject.name : `alias/${subject.name}`;
}

function certificateArn(subject: Subject): string {
  return subject.arn("acm", `certificate/${subject.uuid("certificate")}`);
}

export const identity: Record<string, SimulatedType> = {
  "iam:Role": iam("role", "AROA"),
  "iam:User": iam("user", "AIDA"),
  "iam:Group": iam("group", "AGPA"),
  "iam:InstanceProfile": iam("instance-profile", "AIPA"),
  "iam:Policy": { id: policyArn, attributes: { arn: policyArn, policyId: (subject) => subject.upperId("ANPA", 17, "policy") } },
  "iam:RolePolicy": { id: (subject) => `${subject.text("role")}:${subject.name}` },
  "iam:RolePolicyAttachment": { id: (subject) => `${subject.text("role")}-${subject.digits(26, "id")}` },
  "iam:AccessKey": {
    // Ends as the keys in AWS's documentation, so that nobody takes it for a leaked one. Its secret stays unknown.
    id: (subject) => `${subject.upperId("AKIA", 9)}EXAMPLE`,
  },
  "iam:OpenIdConnectProvider": {
    id: (subject) => subject.globalArn("iam", `oidc-provider/${issuer(subject.text("url"))}`),
    attributes: { arn: (subject) => subject.globalArn("iam", `oidc-provider/${issuer(subject.text("url"))}`) },
  },
  "kms:Key": { id: (subject) => subject.uuid("key"), attributes: { arn: keyArn, keyId: (subject) => subject.id } },
  "kms:Alias": {
    id: aliasName,
    attributes: {
      arn: (subject) => subject.arn("kms", aliasName(subject)),
      name: aliasName,
      targetKeyArn: (subject) => {
        const target = subject.text("targetKeyId");
        return target.startsWith("arn:") ? target : subject.arn("kms", `key/${target}`);
      },
    },
  },
  "acm:Certificate": {
    id: certificateArn,
    attributes: {
      arn: certificateArn,
      domainValidationOptions: (subject) => {
        if (subject.optional("validationMethod") !== "DNS") {
          return undefined;
        }
        const alternatives = subject.input("subjectAlternativeNames");
        const domains = new Set([
          subject.text("domainName"),
          ...(Array.isArray(alternatives) ? alternatives.filter((name) => typeof name === "string") : []),
        ]);
        return [...domains].map((domainName) => ({
          domainName,
          resourceRecordName: `_${subject.hex(32, `record of ${domainName}`)}.${domainName.replace(/^\*\./, "")}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${subject.hex(32, `value of ${domainName}`)}.${subject.alphanumeric(10, domainName)}.acm-validations.aws.`,
        }));
      },
      status: () => "PENDING_VALIDATION",
    },
  },
  "acm:CertificateValidation": { id: (subject) => `${subject.text("certificateArn")}` },
  "secretsmanager:Secret": { id: secretArn, attributes: { arn: secretArn } },
  "secretsmanager:SecretVersion": {
    id: (subject) => `${subject.text("secretId")}|terraform-${subject.digits(26, "version")}`,
    attributes: { arn: (subject) => subject.text("secretId"), versionId: (subject) => `terraform-${subject.digits(26, "version")}` },
  },
  "ssm:Parameter": {
    id: "name",
    attributes: { arn: (subject) => subject.arn("ssm", `parameter${subject.name.startsWith("/") ? "" : "/"}${subject.name}`), version: () => 1 },
  },
  "cognito:UserPool": {
    id: (subject) => `${subject.region}_${subject.alphanumeric(9, "pool")}`,
    attributes: {
      arn: (subject) => subject.arn("cognito-idp", `userpool/${subject.id}`),
      endpoint: (subject) => `cognito-idp.${subject.region}.${subject.dnsSuffix}/${subject.id}`,
    },
  },
  "cognito:UserPoolClient": { id: (subject) => subject.alphanumeric(26, "client") },
  "cognito:IdentityPool": {
    id: (subject) => `${subject.region}:${subject.uuid("pool")}`,
    attributes: { arn: (subject) => subject.arn("cognito-identity", `identitypool/${subject.id}`) },
  },
};
