import { Identifiers } from "../../identifiers";
import { zonesOf } from "../../aws/regions";
import { isObject, type PropertyMap, type PropertyValue, UNKNOWN } from "../../../wire/values";
import { regionFor } from "./account";
import { type DataSourceContext, type DataSources, text, texts } from "../dataSource";

/** Names of owners that stand for accounts. Source: the image owners of each vendor's documentation. */
const imageOwners: Readonly<Record<string, string>> = { amazon: "137112412989", "aws-marketplace": "679593333241" };

/** The first two numbers of the addresses of a default VPC ("Default VPC components", VPC user guide), and of the VPCs made up here. Subnets are /20, one a zone. */
const DEFAULT_NETWORK = "172.31";
const OTHER_NETWORK = "10.0";

function id(prefix: string, ...seed: string[]): string {
  return `${prefix}-0${new Identifiers(seed.join("\u0000")).hex(16)}`;
}

function arn(args: PropertyMap, context: DataSourceContext, resource: string): string {
  return `arn:${context.partition.name}:ec2:${regionFor(args, context)}:${context.accountId}:${resource}`;
}

/** The values of a filter such as `{ name: "vpc-id", values: ["vpc-1"] }`. */
function filter(args: PropertyMap, name: string): string[] {
  const filters: PropertyValue[] = Array.isArray(args.filters) ? args.filters : [];
  return filters.flatMap((entry) => (isObject(entry) && entry.name === name ? texts(entry.values) : []));
}

/** Asked for the same thing, it is the same thing. */
function question(args: PropertyMap): string {
  return JSON.stringify([args.filters ?? null, args.tags ?? null]);
}

export function defaultVpcId(region: string): string {
  return id("vpc", "default VPC", region);
}

function vpc(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const isDefault = args.default === true || filter(args, "isDefault").includes("true") || filter(args, "is-default").includes("true");
  const vpcId =
    text(args, "id") ??
    filter(args, "vpc-id")[0] ??
    (isDefault ? defaultVpcId(region) : id("vpc", "VPC", region, question(args), text(args, "cidrBlock") ?? ""));
  const found = isDefault || vpcId === defaultVpcId(region);
  return {
    arn: arn(args, context, `vpc/${vpcId}`),
    cidrBlock: text(args, "cidrBlock") ?? `${found ? DEFAULT_NETWORK : OTHER_NETWORK}.0.0/16`,
    default: found,
    dhcpOptionsId: id("dopt", "DHCP options", region),
    enableDnsHostnames: true,
    enableDnsSupport: true,
    id: vpcId,
    instanceTenancy: "default",
    mainRouteTableId: id("rtb", "main route table", vpcId),
    ownerId: context.accountId,
    region,
    state: "available",
  };
}

/** A subnet's id ends in the number of its zone, so that asking for it by id gives the zone back. */
function subnetId(region: string, seed: string, zone: number): string {
  return `subnet-0${new Identifiers(`subnet\u0000${region}\u0000${seed}`).hex(15)}${zone.toString(16)}`;
}

function subnetIds(args: PropertyMap, context: DataSourceContext): string[] {
  const region = regionFor(args, context);
  const { filters, tags } = args;
  const vpcId = filter(args, "vpc-id")[0] ?? text(args, "vpcId");
  const others = Array.isArray(filters) ? filters.filter((entry) => !isObject(entry) || entry.name !== "vpc-id") : [];
  const seed = JSON.stringify([vpcId ?? null, others, tags ?? null]);
  const wanted = [...filter(args, "availability-zone"), ...filter(args, "availabilityZone")];
  return zonesOf(region).flatMap(({ name }, index) => (wanted.length === 0 || wanted.includes(name) ? [subnetId(region, seed, index)] : []));
}

function subnet(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const zones = zonesOf(region);
  const subnets = subnetIds({ ...args, filters: args.filters ?? [] }, context);
  const named = zones.findIndex(({ name, id: zoneId }) => name === args.availabilityZone || zoneId === args.availabilityZoneId);
  const given = text(args, "id") ?? filter(args, "subnet-id")[0];
  const index = given === undefined ? Math.max(named, 0) : parseInt(given.slice(-1), 16) % zones.length;
  const ownId = given ?? subnets[index] ?? subnetId(region, question(args), index);
  const inDefault = subnetId(region, JSON.stringify([defaultVpcId(region), [], null]), index) === ownId || args.defaultForAz === true;
  return {
    arn: arn(args, context, `subnet/${ownId}`),
    availabilityZone: zones[index]?.name ?? `${region}a`,
    availabilityZoneId: zones[index]?.id ?? "",
    availableIpAddressCount: 4091,
    cidrBlock: text(args, "cidrBlock") ?? `${inDefault ? DEFAULT_NETWORK : OTHER_NETWORK}.${index * 16}.0/20`,
    defaultForAz: inDefault,
    id: ownId,
    mapPublicIpOnLaunch: inDefault,
    ownerId: context.accountId,
    region,
    state: "available",
    vpcId: text(args, "vpcId") ?? filter(args, "vpc-id")[0] ?? (inDefault ? defaultVpcId(region) : id("vpc", "VPC of subnets", region)),
  };
}

function securityGroup(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const name = text(args, "name") ?? filter(args, "group-name")[0];
  const vpcId = text(args, "vpcId") ?? filter(args, "vpc-id")[0];
  const ownId = text(args, "id") ?? filter(args, "group-id")[0] ?? id("sg", regionFor(args, context), name ?? "", vpcId ?? "", question(args));
  return {
    arn: arn(args, context, `security-group/${ownId}`),
    id: ownId,
    ...(name === undefined ? {} : { name }),
    ...(vpcId === undefined ? {} : { vpcId }),
    ...(name === "default" ? { description: "default VPC security group" } : {}),
  };
}

function image(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const owner = texts(args.owners)[0];
  const name = filter(args, "name")[0] ?? text(args, "nameRegex");
  const ownerId =
    owner === "self" ? context.accountId : owner === undefined ? undefined : (imageOwners[owner] ?? (/^\d{12}$/.test(owner) ? owner : undefined));
  const imageId = imageIdOf(region, JSON.stringify([args.owners ?? null, args.filters ?? null, args.nameRegex ?? null, args.tags ?? null]));
  const windows = /windows/i.test(name ?? "");
  return {
    architecture: filter(args, "architecture")[0] ?? (/arm64|aarch64/.test(name ?? "") ? "arm64" : "x86_64"),
    arn: `arn:${context.partition.name}:ec2:${region}::image/${imageId}`,
    enaSupport: true,
    hypervisor: "xen",
    id: imageId,
    imageId,
    imageType: "machine",
    ...(name === undefined ? {} : { name: name.replaceAll("*", "simulated") }),
    ...(ownerId === undefined ? {} : { ownerId }),
    platform: windows ? "windows" : "",
    platformDetails: windows ? "Windows" : "Linux/UNIX",
    public: owner !== "self",
    rootDeviceName: windows || /ubuntu/i.test(name ?? "") ? "/dev/sda1" : "/dev/xvda",
    rootDeviceType: filter(args, "root-device-type")[0] ?? "ebs",
    state: "available",
    tags: {},
    virtualizationType: filter(args, "virtualization-type")[0] ?? "hvm",
  };
}

function imageIdOf(region: string, what: string): string {
  return id("ami", "image", region, what);
}

/**
 * Public parameters of AWS that name machine images. Other parameters of AWS have values whose form is not known here, so those stay unknown; parameters of the
 * account itself are not known at all.
 */
function parameter(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const name = text(args, "name");
  if (name === undefined || !name.startsWith("/aws/service/")) {
    return undefined;
  }
  const region = regionFor(args, context);
  const imageId = imageIdOf(region, name.replace(/\/image_id$/, ""));
  const value = /\/(image_id|ami-id|image-id)$|^\/aws\/service\/ami-(amazon-linux|windows)-latest\//.test(name)
    ? imageId
    : /\/ecs\/optimized-ami\/.*\/recommended$/.test(name)
      ? JSON.stringify({ image_id: imageId, image_name: "simulated", os: "simulated", schema_version: 1 })
      : undefined;
  return {
    arn: `arn:${context.partition.name}:ssm:${region}::parameter${name}`,
    id: name,
    insecureValue: value ?? UNKNOWN,
    type: "String",
    value: value ?? UNKNOWN,
    version: 1,
  };
}

/** A list of networks such as `com.amazonaws.eu-west-1.s3`, by name or id. */
function prefixList(args: PropertyMap, context: DataSourceContext): { id: string; name: string } | undefined {
  const name = text(args, "name") ?? filter(args, "prefix-list-name")[0];
  const given = text(args, "id") ?? text(args, "prefixListId") ?? filter(args, "prefix-list-id")[0];
  if (name === undefined && given === undefined) {
    return undefined;
  }
  return { id: given ?? `pl-${new Identifiers(`prefix list\u0000${regionFor(args, context)}\u0000${name}`).hex(8)}`, name: name ?? "" };
}

function managedPrefixList(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const list = prefixList(args, context);
  const owner = list?.name.startsWith("com.amazonaws.") ? "aws" : context.accountId;
  return list && { ...list, arn: `arn:${context.partition.name}:ec2:${regionFor(args, context)}:${owner}:prefix-list/${list.id}` };
}

export const compute: DataSources = {
  simulated: {
    "aws:ec2/getAmi:getAmi": image,
    "aws:ec2/getAmiIds:getAmiIds": (args, context) => {
      const imageId = image(args, context).id as string;
      return { id: imageId, ids: [imageId] };
    },
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": managedPrefixList,
    "aws:ec2/getPrefixList:getPrefixList": prefixList,
    "aws:ec2/getSecurityGroup:getSecurityGroup": securityGroup,
    "aws:ec2/getSecurityGroups:getSecurityGroups": (args, context) => {
      const group = securityGroup(args, context);
      return { arns: [group.arn ?? null], id: regionFor(args, context), ids: [group.id ?? null], vpcIds: filter(args, "vpc-id").slice(0, 1) };
    },
    "aws:ec2/getSubnet:getSubnet": subnet,
    "aws:ec2/getSubnetIds:getSubnetIds": (args, context) => ({ id: text(args, "vpcId") ?? "", ids: subnetIds(args, context) }),
    "aws:ec2/getSubnets:getSubnets": (args, context) => ({ id: regionFor(args, context), ids: subnetIds(args, context) }),
    "aws:ec2/getVpc:getVpc": vpc,
    "aws:ec2/getVpcs:getVpcs": (args, context) => ({ id: regionFor(args, context), ids: [vpc(args, context).id ?? null] }),
    "aws:ssm/getParameter:getParameter": parameter,
  },
};
