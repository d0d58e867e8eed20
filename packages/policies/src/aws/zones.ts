import type { Property } from "../kernel/property";
import { type StackResource, type StackView, onceForStack } from "../kernel/resource";
import { awsResources } from "../kernel/types";
import { referrers } from "./references";

const subnets = awsResources("ec2", "Subnet");

const subnetsById = onceForStack((stack) => {
  const byId = new Map<string, StackResource>();
  for (const subnet of stack.resources.filter(({ type }) => subnets.matches(type))) {
    const id = subnet.outputs.at("id");
    if (!id.isUnknown && id.string() !== undefined) {
      byId.set(id.string() ?? "", subnet);
    }
  }
  return byId;
});

/**
 * The availability zones of subnets, each by its name; a subnet whose zone is not to be seen, since it is not of this stack, stands for a zone of its own.
 * Where ids are not known yet, the subnets that they were made from are taken, of which there may be more.
 * @param property the top-level property of the resource that the ids are in.
 * @param ids each id, or the list of them where that is unknown.
 * @throws Undetermined when neither the subnets nor what they were made from is known.
 */
export function zonesOf(resource: StackResource, property: string, ids: readonly Property[], stack: StackView): Set<string> {
  const sources = resource.dependenciesOf(property).filter(({ type }) => subnets.matches(type));
  const zones = new Set<string>();
  const found = (id: Property): StackResource | undefined => subnetsById(stack).get(id.string() ?? "");
  // The offline preview simulates ids, but no provider's outputs repeat them: then as many subnets as ids say nothing of theirs.
  const nameless = sources.filter(({ outputs }) => outputs.at("id").isAbsent);
  const isTheirs = nameless.length > 0 && nameless.length === ids.filter((id) => !id.isUnknown && found(id) === undefined).length;
  for (const id of ids) {
    if (!id.isUnknown) {
      const subnet = found(id);
      const subnetZones = subnet !== undefined ? [zoneOf(subnet)] : isTheirs ? nameless.map(zoneOf) : [`the zone of ${id.string() ?? ""}`];
      subnetZones.forEach((zone) => zones.add(zone));
    } else if (ids.length === 1 && sources.length !== 1 && typeof id.key === "number") {
      zones.add("one zone");
    } else if (sources.length === 0) {
      throw id.undetermined();
    } else {
      sources.forEach((source) => zones.add(zoneOf(source)));
    }
  }
  return zones;
}

/** The zone of a subnet; the subnet itself where it does not say, since AWS chooses then. */
export function zoneOf(subnet: StackResource): string {
  const places = [subnet.properties, subnet.outputs].flatMap((one) => [one.at("availabilityZone"), one.at("availabilityZoneId")]);
  const known = places.find((place) => !place.isUnknown && place.string() !== undefined)?.string();
  const unknown = places.find((place) => place.isUnknown);
  if (known === undefined && unknown !== undefined) {
    throw unknown.undetermined();
  }
  return known ?? `the zone of ${subnet.name}`;
}

const routesTo = referrers(awsResources("ec2", "Route"), "natGatewayId");
const tablesRoutingTo = referrers(awsResources("ec2", "RouteTable"), "routes");
const associationsOf = referrers(awsResources("ec2", "RouteTableAssociation"), "routeTableId");

/** The subnets whose traffic leaves through a NAT gateway, as routes and associations of the stack have it. */
export function subnetsThrough(gateway: StackResource, stack: StackView): StackResource[] {
  const tables = [...routesTo(gateway, stack).flatMap((route) => route.dependenciesOf("routeTableId")), ...tablesRoutingTo(gateway, stack)];
  const through = tables
    .flatMap((table) => associationsOf(table, stack))
    .flatMap((association) => association.dependenciesOf("subnetId"))
    .filter(({ type }) => subnets.matches(type));
  return [...new Set(through)];
}

/** The subnet that a NAT gateway is in, when it is of this stack. */
export function subnetOf(gateway: StackResource): StackResource | undefined {
  return gateway.dependenciesOf("subnetId").find(({ type }) => subnets.matches(type));
}
