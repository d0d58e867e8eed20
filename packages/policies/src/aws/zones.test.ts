import { UNKNOWN } from "../../test-support/judge";
import { Undetermined } from "../kernel/property";
import { type StackResource, type StackResourceData, StackView } from "../kernel/resource";
import { subnetOf, subnetsThrough, zoneOf, zonesOf } from "./zones";

const subnet = (name: string, inputs: Record<string, unknown>, outputs: Record<string, unknown> = {}): StackResourceData => ({
  urn: name,
  type: "aws:ec2/subnet:Subnet",
  name,
  properties: { ...inputs, ...outputs },
  inputs,
});
const a = subnet("a", { availabilityZone: "eu-west-1a" }, { id: "subnet-a" });
const b = subnet("b", { availabilityZone: "eu-west-1b" }, { id: UNKNOWN });
/** Ones whose outputs do not repeat their ids. */
const nameless = [
  subnet("c", { availabilityZone: "eu-west-1c" }),
  subnet("c2", { availabilityZone: "eu-west-1c" }),
  subnet("d", { availabilityZone: "eu-west-1d" }),
];
const a2 = subnet("a2", { availabilityZone: "eu-west-1a" }, { id: "subnet-a2" });

function zones(subnetIds: unknown, madeFrom: string[] = []): string[] {
  const stack = new StackView([
    a,
    b,
    a2,
    ...nameless,
    { urn: "group", type: "group", name: "group", properties: { subnetIds }, propertyDependencies: { subnetIds: madeFrom } },
  ]);
  const group = stack.find("group") as StackResource;
  const place = group.properties.at("subnetIds");
  return [...zonesOf(group, "subnetIds", place.isUnknown ? [place] : place.items(), stack)];
}

describe("the zones of subnets", () => {
  it.each([
    ["are those of the subnets by id", ["subnet-a", "subnet-a2"], [], ["eu-west-1a"]],
    ["are unlike where a subnet is of another stack", ["subnet-a", "subnet-x"], [], ["eu-west-1a", "the zone of subnet-x"]],
    ["are those of the subnets that unknown ids were made from", [UNKNOWN, UNKNOWN], ["a", "b"], ["eu-west-1a", "eu-west-1b"]],
    ["are those of the subnets that an unknown list was made from", UNKNOWN, ["a", "a2"], ["eu-west-1a"]],
    ["are those of the subnets that the ids were made from, where these do not say theirs", ["subnet-1", "subnet-2"], ["c", "c2"], ["eu-west-1c"]],
    ["are those of some by id, and of others that do not say theirs", ["subnet-a", "subnet-1"], ["a", "d"], ["eu-west-1a", "eu-west-1d"]],
    ["are unlike where one of several may be of another stack", ["subnet-1", "subnet-x"], ["c"], ["the zone of subnet-1", "the zone of subnet-x"]],
    ["are the known and the unknown together", ["subnet-a", UNKNOWN], ["b"], ["eu-west-1a", "eu-west-1b"]],
    ["are one where there is one subnet", [UNKNOWN], ["b"], ["eu-west-1b"]],
    ["are one where there is one subnet out of several", [UNKNOWN], ["a", "b"], ["one zone"]],
    ["are one where there is one subnet of another stack", [UNKNOWN], [], ["one zone"]],
    ["are none without subnets", undefined, [], []],
  ])("%s", (_, subnetIds, madeFrom, expected) => {
    expect(zones(subnetIds, madeFrom)).toEqual(expected);
  });

  it("can't be told when nothing is known of where the ids come from", () => {
    expect(() => zones(UNKNOWN)).toThrow(Undetermined);
    expect(() => zones([UNKNOWN, UNKNOWN])).toThrow(Undetermined);
  });
});

describe("the zone of a subnet", () => {
  const zone = (data: StackResourceData): string => zoneOf(new StackView([data]).find(data.urn) as StackResource);

  it.each([
    ["is its name", subnet("s", { availabilityZone: "eu-west-1a" }), "eu-west-1a"],
    ["is its id", subnet("s", { availabilityZoneId: "euw1-az1" }), "euw1-az1"],
    ["is what AWS chose", subnet("s", {}, { availabilityZone: "eu-west-1c" }), "eu-west-1c"],
    ["is one of its own until AWS has chosen", subnet("s", {}), "the zone of s"],
  ])("%s", (_, data, expected) => {
    expect(zone(data)).toBe(expected);
  });

  it("may be unknown", () => {
    expect(() => zone(subnet("s", { availabilityZone: UNKNOWN }))).toThrow(Undetermined);
  });
});

it("subnets go out through a NAT gateway by routes of their own and inside their tables", () => {
  const resource = (urn: string, type: string, propertyDependencies: Record<string, string[]>): StackResourceData => ({
    urn,
    type: `aws:ec2/${type}`,
    name: urn,
    properties: {},
    propertyDependencies,
  });
  const stack = new StackView([
    a,
    b,
    a2,
    resource("nat", "natGateway:NatGateway", { subnetId: ["a2"] }),
    resource("private-a", "routeTable:RouteTable", {}),
    resource("out-a", "route:Route", { routeTableId: ["private-a"], natGatewayId: ["nat"] }),
    resource("association-a", "routeTableAssociation:RouteTableAssociation", { routeTableId: ["private-a"], subnetId: ["a"] }),
    resource("private-b", "routeTable:RouteTable", { routes: ["nat"] }),
    resource("association-b", "routeTableAssociation:RouteTableAssociation", { routeTableId: ["private-b"], subnetId: ["b"] }),
  ]);
  const nat = stack.find("nat") as StackResource;
  expect(subnetsThrough(nat, stack).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(subnetOf(nat)?.name).toBe("a2");
});
