import { partitionOf } from "./regions";
import type { Attribute, Subject } from "../subject";

/** Services whose name in ARNs is not the SDK's module name. */
const arnServices: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  apigatewayv2: "apigateway",
  appautoscaling: "application-autoscaling",
  cfg: "config",
  cloudhsmv2: "cloudhsm",
  cognito: "cognito-idp",
  costexplorer: "ce",
  directoryservice: "ds",
  ebs: "ec2",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  emr: "elasticmapreduce",
  kinesisanalyticsv2: "kinesisanalytics",
  lb: "elasticloadbalancing",
  mskconnect: "kafkaconnect",
  msk: "kafka",
  networkfirewall: "network-firewall",
  opensearch: "es",
  resourcegroups: "resource-groups",
  sesv2: "ses",
  sfn: "states",
  verifiedaccess: "ec2",
  vpc: "ec2",
  vpclattice: "vpc-lattice",
};

/** Services whose ARNs name no region. */
const globalServices: ReadonlySet<string> = new Set([
  "budgets",
  "cloudfront",
  "globalaccelerator",
  "iam",
  "networkmanager",
  "organizations",
  "shield",
]);

/** What is known of a computed property beside its name. */
export interface PropertyFacts {
  /** Its TypeScript type. */
  type: string;
  /** Whether a program can set it. */
  settable: boolean;
  /** Whether resources of this type have a name. */
  named: boolean;
}

/**
 * How a computed attribute that no table names is made up, from its name alone; undefined where the name does not say what it looks like. Only what every such
 * resource has is made up: an `outpostArn` or a `webAclArn` would say that there is one. What a program can set and has not set is left alone as well, unless
 * its default is known.
 */
export function awsAttribute(property: string, facts: PropertyFacts): Attribute | undefined {
  if (facts.type !== "string") {
    return undefined;
  }
  switch (property) {
    case "name":
      return (subject) => subject.name;
    case "region":
      return (subject) => subject.region;
  }
  if (facts.settable) {
    return undefined;
  }
  switch (property) {
    case "arn":
      return (subject) => arnOf(subject, kebab(className(subject)), facts.named ? subject.name : subject.id);
    case "accountId":
    case "ownerId":
    case "owner":
    case "registryId":
      return (subject) => subject.accountId;
    case "homeRegion":
      return (subject) => subject.region;
    case "dnsName":
    case "endpoint":
    case "hostname":
      return host;
    case "url":
      return (subject) => `https://${host(subject)}`;
  }
  if (/[a-z](AccountId|OwnerId)$/.test(property)) {
    return (subject) => subject.accountId;
  }
  // `detectorId` of a Detector is its own.
  return (subject) => (property.toLowerCase() === `${className(subject).toLowerCase()}id` ? subject.id : undefined);
}

/** `us-east-1`'s partition and DNS suffix, and the account that every example in the AWS documentation has. */
export function placeOf(region: string): { region: string; partition: string; dnsSuffix: string; accountId: string } {
  const partition = partitionOf(region);
  return { region, partition: partition.name, dnsSuffix: partition.dnsSuffix, accountId: SIMULATED_ACCOUNT };
}

export const SIMULATED_ACCOUNT = "123456789012";

function arnOf(subject: Subject, kind: string, name: string): string {
  const service = serviceOf(subject);
  return globalServices.has(service) ? subject.globalArn(service, `${kind}/${name}`) : subject.arn(service, `${kind}/${name}`);
}

function host(subject: Subject): string {
  return `${subject.alphanumeric(12, "host")}.${serviceOf(subject)}.${subject.region}.${subject.dnsSuffix}`;
}

function serviceOf(subject: Subject): string {
  const module = subject.type.split(":")[1]?.split("/")[0] ?? "";
  return arnServices[module] ?? module;
}

function className(subject: Subject): string {
  return subject.type.slice(subject.type.lastIndexOf(":") + 1);
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])([A-Z])/g, "-$1").toLowerCase();
}
