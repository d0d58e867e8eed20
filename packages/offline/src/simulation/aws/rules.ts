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
  ram: "ram",
  resourcegroups: "resource-groups",
  sesv2: "ses",
  sfn: "states",
  verifiedaccess: "ec2",
  vpc: "ec2",
  vpclattice: "vpc-lattice",
};

/** Services whose ARNs name no region. */
const globalServices: ReadonlySet<string> = new Set(["budgets", "cloudfront", "globalaccelerator", "iam", "networkmanager", "organizations", "shield"]);

/** Where another resource's id stands: an invented one could be taken for a reference to the wrong thing. */
const references = /^(vpc|subnet|securityGroup|cluster|instance|hostedZone)Id$/;

/**
 * How a computed attribute that no table names is made up, from its name alone; undefined where the name does not say what it looks like. What a program
 * can set and has not set is made up only if AWS's default for it is known.
 */
export function awsAttribute(property: string, options: { type: string; settable: boolean }): Attribute | undefined {
  if (options.type !== "string") {
    return undefined;
  }
  switch (property) {
    case "name":
      return (subject) => subject.name;
    case "region":
      return (subject) => subject.region;
  }
  if (options.settable) {
    return undefined;
  }
  switch (property) {
    case "arn":
      return (subject) => arnOf(subject, kebab(className(subject)), subject.name);
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
  if (/[a-z]AccountId$|[a-z]OwnerId$/.test(property)) {
    return (subject) => subject.accountId;
  }
  if (property.endsWith("Arn")) {
    const kind = property.slice(0, -"Arn".length);
    return (subject) => arnOf(subject, kebab(kind), subject.hex(17, property));
  }
  if (property.endsWith("Url")) {
    return (subject) => `https://${host(subject)}`;
  }
  if (property.endsWith("Id") && !references.test(property)) {
    return (subject) => (property === `${className(subject).charAt(0).toLowerCase()}${className(subject).slice(1)}Id` ? subject.id : subject.hex(17, property));
  }
  return undefined;
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
