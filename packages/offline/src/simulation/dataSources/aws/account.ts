import { partitionOf, regions, zonesOf } from "../../aws/regions";
import type { PropertyMap, PropertyValue } from "../../../wire/values";
import { type DataSourceContext, type DataSources, text, texts } from "../dataSource";

/** Regions that every account can use without opting in. Source: "Regions and Zones", EC2 user guide. */
const openRegions = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

/** The region that an argument names, else the provider's. */
export function regionFor(args: PropertyMap, context: DataSourceContext): string {
  return text(args, "region") ?? context.region;
}

function zone(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const region = regionFor(args, context);
  const found = zonesOf(region).find(
    ({ name, id }) => (args.name === undefined || args.name === name) && (args.zoneId === undefined || args.zoneId === id),
  );
  return found === undefined
    ? undefined
    : {
        groupName: region,
        id: found.name,
        name: found.name,
        nameSuffix: found.name.slice(region.length),
        networkBorderGroup: region,
        optInStatus: "opt-in-not-required",
        parentZoneId: "",
        parentZoneName: "",
        region,
        state: "available",
        zoneId: found.id,
        zoneType: "availability-zone",
      };
}

/** Only filters on what a zone here has can be honoured. */
function passes(filters: PropertyValue | undefined, zoneFacts: Record<string, string>): boolean {
  return (Array.isArray(filters) ? filters : []).every((filter) => {
    const { name, values } = filter as { name?: string; values?: PropertyValue };
    const fact = name === undefined ? undefined : zoneFacts[name];
    return fact === undefined || texts(values).includes(fact);
  });
}

function zones(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const kept = zonesOf(region).filter(
    ({ name, id }) =>
      !texts(args.excludeNames).includes(name) &&
      !texts(args.excludeZoneIds).includes(id) &&
      passes(args.filters, {
        "group-name": region,
        "opt-in-status": "opt-in-not-required",
        "region-name": region,
        "zone-id": id,
        "zone-name": name,
        "zone-type": "availability-zone",
      }),
  );
  return { groupNames: [region], id: region, names: kept.map(({ name }) => name), region, zoneIds: kept.map(({ id }) => id) };
}

/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
function arnParts(args: PropertyMap): PropertyMap | undefined {
  const arn = text(args, "arn");
  const [prefix, partition, service, region, account, ...resource] = (arn ?? "").split(":");
  if (arn === undefined || prefix !== "arn" || resource.length === 0) {
    throw new Error(`"arn" (${String(args.arn)}) is an invalid ARN: ${prefix === "arn" ? "not enough sections" : "invalid prefix"}`);
  }
  return {
    account: account ?? "",
    arn,
    id: arn,
    partition: partition ?? "",
    region: region ?? "",
    resource: resource.join(":"),
    service: service ?? "",
  };
}

/** A service of AWS under its two names: `s3.eu-west-1.amazonaws.com` and `com.amazonaws.eu-west-1.s3`. */
function service(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const reverse = text(args, "reverseDnsName")?.split(".");
  const dns = text(args, "dnsName")?.split(".");
  const serviceId = text(args, "serviceId") ?? reverse?.at(-1) ?? dns?.[0];
  const region = text(args, "region") ?? reverse?.at(-2) ?? dns?.[1] ?? context.region;
  const { name: partition, dnsSuffix, reverseDnsPrefix: usual } = partitionOf(region);
  const reverseDnsPrefix = text(args, "reverseDnsPrefix") ?? usual;
  const reverseDnsName = `${reverseDnsPrefix}.${region}.${serviceId}`;
  return serviceId === undefined
    ? undefined
    : {
        dnsName: `${serviceId}.${region}.${dnsSuffix}`,
        id: reverseDnsName,
        partition,
        region,
        reverseDnsName,
        reverseDnsPrefix,
        serviceId,
        supported: true,
      };
}

export const account: DataSources = {
  computed: {
    "aws:index/getArn:getArn": arnParts,
    "aws:index/getDefaultTags:getDefaultTags": (_, { partition, tags }) => ({ id: partition.name, tags: tags() }),
    "aws:index/getPartition:getPartition": (_, { partition }) => ({
      dnsSuffix: partition.dnsSuffix,
      id: partition.name,
      partition: partition.name,
      reverseDnsPrefix: partition.reverseDnsPrefix,
    }),
    "aws:index/getRegion:getRegion": (args, context) => {
      const region = text(args, "name") ?? text(args, "endpoint")?.split(".")[1] ?? regionFor(args, context);
      const description = regions[region]?.description;
      return {
        ...(description === undefined ? {} : { description }),
        endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
        id: region,
        name: region,
        region,
      };
    },
    "aws:index/getService:getService": service,
  },
  simulated: {
    "aws:index/getAvailabilityZone:getAvailabilityZone": zone,
    "aws:index/getAvailabilityZones:getAvailabilityZones": zones,
    "aws:index/getBillingServiceAccount:getBillingServiceAccount": (_, { partition }) => ({
      arn: `arn:${partition.name}:iam::386209384616:root`,
      id: "386209384616",
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": (_, { accountId, partition }) => ({
      accountId,
      arn: `arn:${partition.name}:iam::${accountId}:user/simulated`,
      id: accountId,
      userId: "AIDASIMULATEDSIMULATE",
    }),
    // The real list has thousands of networks; these are reserved for documentation.
    "aws:index/getIpRanges:getIpRanges": () => ({
      cidrBlocks: ["192.0.2.0/24", "198.51.100.0/24"],
      id: "simulated",
      ipv6CidrBlocks: ["2001:db8::/32"],
    }),
    "aws:index/getRegions:getRegions": (_, { partition }) => ({
      id: partition.name,
      names: partition.name === "aws" ? openRegions : Object.keys(regions).filter((region) => partitionOf(region).name === partition.name),
    }),
    "aws:index/getServicePrincipal:getServicePrincipal": (args, context) => {
      const region = regionFor(args, context);
      const serviceName = text(args, "serviceName");
      const suffix = "amazonaws.com";
      return serviceName === undefined ? undefined : { id: `${serviceName}.${region}.${suffix}`, name: `${serviceName}.${suffix}`, region, suffix };
    },
    "aws:organizations/getOrganization:getOrganization": (_, { accountId, partition }) => ({
      accounts: [],
      arn: `arn:${partition.name}:organizations::${accountId}:organization/o-simulated0`,
      featureSet: "ALL",
      id: "o-simulated0",
      masterAccountArn: `arn:${partition.name}:organizations::${accountId}:account/o-simulated0/${accountId}`,
      masterAccountId: accountId,
      nonMasterAccounts: [],
    }),
  },
};
