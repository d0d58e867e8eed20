import * as pulumi from "@pulumi/pulumi";
import { Eip } from "@pulumi/aws/ec2/eip";
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import { checkControlPlaneZone, type NetworkPlan, type ZonePlan } from "./network.plan";

const ANYWHERE = "0.0.0.0/0";

/** Where load balancers and NAT gateways live: one table for all zones, that leads to the internet gateway. */
export function publicTier(scope: AwsScope, vpc: Vpc, plan: NetworkPlan) {
  const options = childOptions(scope);
  const internetGateway = new InternetGateway(
    childName(scope, "internet"),
    { vpcId: vpc.id, region: scope.region, tags: childTags(scope, "internet") },
    options,
  );
  const routeTable = createRouteTable(scope, vpc, "public");
  const defaultRoute = new Route(
    childName(scope, "public"),
    { routeTableId: routeTable.id, destinationCidrBlock: ANYWHERE, gatewayId: internetGateway.id, region: scope.region },
    options,
  );
  const subnets = byZone(plan, (zone) => createSubnet(scope, vpc, zone, "public", zone.publicCidr, { "kubernetes.io/role/elb": "1" }));
  const associations = byZone(plan, (zone) => associate(scope, `public-${zone.letter}`, subnets[zone.letter] as Subnet, routeTable));
  const elasticIps = Object.fromEntries(plan.natZones.map((letter) => [letter, createElasticIp(scope, letter, internetGateway)]));
  const natGateways = Object.fromEntries(
    Object.entries(elasticIps).map(([letter, address]) => [
      letter,
      createNatGateway(scope, letter, subnets[letter] as Subnet, address, [defaultRoute, associations[letter] as RouteTableAssociation]),
    ]),
  );
  return { internetGateway, routeTable, subnets, elasticIps, natGateways, routing: [defaultRoute, ...Object.values(associations)] };
}

/** Where nodes and pods live: a table for each zone, that leads to the zone's NAT gateway. */
export function privateTier(scope: AwsScope, vpc: Vpc, plan: NetworkPlan, natGateways: Record<string, NatGateway>, discoveryTag: string) {
  const subnets = byZone(plan, (zone) =>
    createSubnet(scope, vpc, zone, "private", zone.privateCidr, { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": discoveryTag }),
  );
  const routeTables = byZone(plan, (zone) => createRouteTable(scope, vpc, `private-${zone.letter}`));
  const routing = byZone(plan, (zone) => {
    const suffix = `private-${zone.letter}`;
    const routeTable = routeTables[zone.letter] as RouteTable;
    const association = associate(scope, suffix, subnets[zone.letter] as Subnet, routeTable);
    if (zone.natZone === undefined) {
      return [association];
    }
    const natGatewayId = (natGateways[zone.natZone] as NatGateway).id;
    const route = new Route(
      childName(scope, suffix),
      { routeTableId: routeTable.id, destinationCidrBlock: ANYWHERE, natGatewayId, region: scope.region },
      childOptions(scope),
    );
    return [association, route];
  });
  const subnetIds = plan.zones.map((zone) => routedSubnetId(subnets[zone.letter] as Subnet, routing[zone.letter] ?? []));
  return { subnets, subnetIds, routeTables, routing: Object.values(routing).flat() };
}

/** The id, which resolves once the subnet has its way out; and what uses it goes before that does, so that it can still clean up. */
function routedSubnetId(subnet: Subnet, routing: pulumi.CustomResource[]): pulumi.Output<string> {
  return pulumi.all([subnet.id, ...routing.map((resource) => resource.id)]).apply(([id]) => id as string);
}

/** Where the control plane's interfaces live: one table for all zones, that leads nowhere. */
export function intraTier(scope: AwsScope, vpc: Vpc, plan: NetworkPlan) {
  const routeTable = createRouteTable(scope, vpc, "intra");
  const subnets = byZone(plan, (zone) => createSubnet(scope, vpc, zone, "intra", zone.intraCidr, {}));
  const associations = byZone(plan, (zone) => associate(scope, `intra-${zone.letter}`, subnets[zone.letter] as Subnet, routeTable));
  const subnetIds = plan.zones.map((zone) => controlPlaneSubnetId(scope.name, zone.letter, subnets[zone.letter] as Subnet));
  return { subnets, subnetIds, routeTable, routing: Object.values(associations) };
}

/** The id, which resolves once the zone is known to be one that EKS can use. That takes a subnet that exists, so a preview lets it pass. */
export function controlPlaneSubnetId(component: string, letter: string, subnet: Pick<Subnet, "id" | "availabilityZoneId">): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) {
    return subnet.id;
  }
  return pulumi.all([subnet.id, subnet.availabilityZoneId]).apply(([id, zoneId]) => {
    checkControlPlaneZone(component, letter, zoneId);
    return id;
  });
}

function byZone<T>(plan: NetworkPlan, make: (zone: ZonePlan) => T): Record<string, T> {
  return Object.fromEntries(plan.zones.map((zone) => [zone.letter, make(zone)]));
}

function createSubnet(scope: AwsScope, vpc: Vpc, zone: ZonePlan, tier: string, cidrBlock: string, tierTags: Record<string, string>): Subnet {
  const suffix = `${tier}-${zone.letter}`;
  return new Subnet(
    childName(scope, suffix),
    {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: pulumi.interpolate`${scope.region}${zone.letter}`,
      mapPublicIpOnLaunch: false,
      region: scope.region,
      tags: { ...childTags(scope, suffix), ...tierTags },
    },
    childOptions(scope),
  );
}

function createRouteTable(scope: AwsScope, vpc: Vpc, suffix: string): RouteTable {
  return new RouteTable(childName(scope, suffix), { vpcId: vpc.id, region: scope.region, tags: childTags(scope, suffix) }, childOptions(scope));
}

function associate(scope: AwsScope, suffix: string, subnet: Subnet, routeTable: RouteTable): RouteTableAssociation {
  return new RouteTableAssociation(
    childName(scope, suffix),
    { subnetId: subnet.id, routeTableId: routeTable.id, region: scope.region },
    childOptions(scope),
  );
}

function createElasticIp(scope: AwsScope, letter: string, internetGateway: InternetGateway): Eip {
  return new Eip(
    childName(scope, `nat-${letter}`),
    { domain: "vpc", region: scope.region, tags: childTags(scope, `nat-${letter}`) },
    childOptions(scope, internetGateway),
  );
}

function createNatGateway(scope: AwsScope, letter: string, subnet: Subnet, address: Eip, wayOut: pulumi.Resource[]): NatGateway {
  return new NatGateway(
    childName(scope, `nat-${letter}`),
    { subnetId: subnet.id, allocationId: address.id, region: scope.region, tags: childTags(scope, `nat-${letter}`) },
    // What uses it must find a way out of the VPC.
    childOptions(scope, ...wayOut),
  );
}
