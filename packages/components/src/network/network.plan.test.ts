import * as fc from "fast-check";
import { checkControlPlaneZone, type NetworkPlanArgs, planNetwork } from "./network.plan";

const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "network" };
const valid: NetworkPlanArgs = { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], tags };
const plan = (change: Partial<NetworkPlanArgs>) => planNetwork("core", { ...valid, ...change });
const dev = { tags: { ...tags, environment: "dev" } };

/** Distinct zones, in any order, that fit a VPC of eight slots. */
const zoneLists = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 2, maxLength: 7 });

describe("the layout of a network", () => {
  it("takes each zone's slot from its letter, not from its place in the list", () => {
    expect(plan({ availabilityZones: ["c", "a", "d"] }).zones).toEqual([
      {
        letter: "c",
        region: undefined,
        slot: 2,
        privateCidr: "10.16.128.0/19",
        publicCidr: "10.16.160.0/22",
        intraCidr: "10.16.164.0/24",
        natZone: "c",
      },
      { letter: "a", region: undefined, slot: 0, privateCidr: "10.16.0.0/19", publicCidr: "10.16.32.0/22", intraCidr: "10.16.36.0/24", natZone: "a" },
      {
        letter: "d",
        region: undefined,
        slot: 3,
        privateCidr: "10.16.192.0/19",
        publicCidr: "10.16.224.0/22",
        intraCidr: "10.16.228.0/24",
        natZone: "d",
      },
    ]);
  });

  it("VPC-02: adding a zone anywhere in the list changes nothing of the others", () => {
    fc.assert(
      fc.property(zoneLists, fc.constantFrom(..."abcdefgh"), fc.nat(7), (zones, added, at) => {
        fc.pre(!zones.includes(added));
        const before = plan({ ...dev, azSlots: 8, availabilityZones: zones });
        const after = plan({ ...dev, azSlots: 8, availabilityZones: zones.toSpliced(at, 0, added) });
        expect(after.zones.filter((zone) => zone.letter !== added)).toEqual(before.zones);
      }),
    );
  });

  it("is the same for zones by letter and by name, except that names tell the region", () => {
    const byName = plan({ availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] });
    expect(byName.region).toBe("eu-west-1");
    expect(byName.zones.map((zone) => ({ ...zone, region: undefined }))).toEqual(plan({}).zones);
  });

  it.each(["us-gov-west-1a", "ap-southeast-1a", "cn-northwest-1a"])("knows the zone %s", (zone) => {
    expect(plan({ ...dev, availabilityZones: [zone, "b"] }).region).toBe(zone.slice(0, -1));
  });

  it("gives a zone the slot that it is told to", () => {
    expect(plan({ availabilityZones: ["a", "b", "f"], slots: { f: 2 } }).zones.map((zone) => zone.slot)).toEqual([0, 1, 2]);
    expect(
      plan({ availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1f"], slots: { "us-east-1f": 3 } }).zones.map((zone) => zone.slot),
    ).toEqual([0, 1, 3]);
  });

  it("counts the addresses of the private subnets", () => expect(plan({}).privateAddressCount).toBe(24_561));

  it("VPC-04: has a NAT gateway in each zone by default", () => {
    expect(plan({}).natZones).toEqual(["a", "b", "c"]);
    expect(plan({}).zones.map((zone) => zone.natZone)).toEqual(["a", "b", "c"]);
  });

  it("VPC-04: has one NAT gateway for all zones with natStrategy single, in the first zone given", () => {
    const single = plan({ natStrategy: "single", availabilityZones: ["b", "a", "c"] });
    expect(single.natZones).toEqual(["b"]);
    expect(single.zones.map((zone) => zone.natZone)).toEqual(["b", "b", "b"]);
  });

  it.each(["b", "eu-west-1b"])("VPC-04: has it in natZone %s, wherever zones are added", (natZone) => {
    for (const availabilityZones of [
      ["b", "c", "d"],
      ["a", "b", "c", "d"],
    ]) {
      const single = plan({ natStrategy: "single", natZone, availabilityZones });
      expect(single.natZones).toEqual(["b"]);
      expect(single.zones.map((zone) => zone.natZone)).toEqual(availabilityZones.map(() => "b"));
    }
  });

  it("VPC-04: has no NAT gateway with natStrategy none", () => {
    const none = plan({ natStrategy: "none" });
    expect(none.natZones).toEqual([]);
    expect(none.zones.map((zone) => zone.natZone)).toEqual([undefined, undefined, undefined]);
  });
});

describe("what a network refuses", () => {
  it.each<[string, Partial<NetworkPlanArgs>, string]>([
    ["a text that is no block", { cidrBlock: "10.16.0.0" }, 'cidrBlock: "10.16.0.0" is not an IPv4 block; write it as 10.16.0.0/16'],
    [
      "an address inside a block",
      { cidrBlock: "10.16.4.1/16" },
      "cidrBlock: 10.16.4.1/16 is an address inside a block; write the block, 10.16.0.0/16",
    ],
    [
      "VPC-07: a block larger than a VPC may be",
      { cidrBlock: "10.0.0.0/15" },
      "cidrBlock: /15 does not hold 4 zone slots of subnets between AWS's /16 and /28; use /16 to /20",
    ],
    [
      "VPC-07: a block too small for four slots",
      { cidrBlock: "10.0.0.0/21" },
      "cidrBlock: /21 does not hold 4 zone slots of subnets between AWS's /16 and /28; use /16 to /20",
    ],
    [
      "VPC-07: a block too small for eight slots",
      { cidrBlock: "10.0.0.0/20", azSlots: 8 },
      "cidrBlock: /20 does not hold 8 zone slots of subnets between AWS's /16 and /28; use /16 to /19",
    ],
    ["another number of slots", { azSlots: 3 }, "azSlots: 3 is not a number of slots; use 4, or 8 for regions with more zones"],
    ["VPC-01: one zone", { ...dev, availabilityZones: ["a"] }, "availabilityZones: need 2 to 4 (azSlots), got 1; EKS takes no fewer"],
    ["VPC-01: two zones in production", { availabilityZones: ["a", "b"] }, "availabilityZones: need at least 3 for production, got 2; add a zone"],
    [
      "a local zone",
      { availabilityZones: ["a", "b", "us-west-2-lax-1a"] },
      'availabilityZones[2]: "us-west-2-lax-1a" is not an availability zone; write its letter or its name, such as "a" or "eu-west-1a"',
    ],
    [
      "zones of two regions",
      { availabilityZones: ["eu-west-1a", "eu-west-1b", "us-east-1c"] },
      "availabilityZones: eu-west-1 and us-east-1; a network lies in one region, make one for each",
    ],
    [
      "zones of another region than the one named",
      { region: "us-east-1", availabilityZones: ["eu-west-1a", "b", "c"] },
      "availabilityZones: us-east-1 and eu-west-1; a network lies in one region, make one for each",
    ],
    ["the same zone twice", { availabilityZones: ["a", "b", "eu-west-1b"] }, 'availabilityZones[2]: zone "b" is there twice; leave one out'],
    [
      "a letter beyond the slots",
      { availabilityZones: ["a", "b", "f"] },
      'availabilityZones[2]: zone "f" has slot 5, and there are slots 0 to 3; give it a free one: slots: { f: … }',
    ],
    [
      "a slot that does not exist",
      { slots: { c: 4 } },
      'slots.c: zone "c" has slot 4, and there are slots 0 to 3; give it a free one: slots: { c: … }',
    ],
    ["a slot that is taken", { slots: { c: 1 } }, 'slots.c: zones "b" and "c" both have slot 1; give one of them a free slot: slots: { c: … }'],
    [
      "a slot for what is no zone",
      { slots: { zone1: 3 } },
      'slots.zone1: "zone1" is not an availability zone; write its letter or its name, such as "a" or "eu-west-1a"',
    ],
    ["two slots for one zone", { slots: { c: 2, "eu-west-1c": 3 } }, 'slots.eu-west-1c: zone "c" has slot 2 already; leave one out'],
    [
      "no zones at all",
      { ...dev, availabilityZones: undefined as unknown as string[] },
      "availabilityZones: need 2 to 4 (azSlots), got 0; EKS takes no fewer",
    ],
    ["an unknown NAT strategy", { natStrategy: "perZone" as "perAz" }, 'natStrategy: "perZone" is unknown; use one of perAz, single, none'],
    [
      "a zone for the NAT gateway where each zone has one",
      { natZone: "a" },
      'natZone: "a" is where the one NAT gateway of natStrategy "single" is, not with "perAz"; leave it out',
    ],
    [
      "a zone for the NAT gateway that the network is not in",
      { natStrategy: "single", natZone: "d" },
      'natZone: "d" is none of the zones a, b, c; choose one of them',
    ],
    ["a discovery tag that AWS does not take", { discoveryTag: "core".repeat(65) }, "discoveryTag: 260 characters, AWS allows 256; shorten it"],
    [
      "a retention that CloudWatch Logs does not have",
      { flowLogRetentionDays: 45 },
      "flowLogRetentionDays: 45 is not a retention that CloudWatch Logs has; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    ],
  ])("%s", (_, change, problem) => {
    expect(() => plan(change)).toThrow(new Error(`MultiAzNetwork "core": 1 problem\n  ${problem}`));
  });

  it("VPC-01: more zones than slots", () => {
    expect(() => plan({ availabilityZones: ["a", "b", "c", "d", "e"] })).toThrow(
      "availabilityZones: need 2 to 4 (azSlots), got 5; a new network can have azSlots: 8",
    );
  });

  it("TAG-01: no tags", () => {
    expect(() => plan({ tags: undefined })).toThrow(
      new Error('MultiAzNetwork "core": 1 problem\n  tags: missing; give costCenter, environment, owner, team and service'),
    );
  });

  it("a name that its children's cannot start with", () => {
    expect(() => planNetwork("core.eu", valid)).toThrow(
      'MultiAzNetwork "core.eu": 1 problem\n  name: "core.eu" cannot be part of AWS names; use letters, digits, - and _, and start with a letter or digit',
    );
  });

  it("a name that leaves no room for those that Pulumi makes up", () => {
    const name = "n".repeat(47);
    expect(() => planNetwork(name, valid)).toThrow(
      `name: "${name}" has 47 characters; the IAM role "${name}-flow-logs" leaves room for 46 (AWS allows 64, Pulumi adds 8); choose a shorter name`,
    );
    expect(() => planNetwork("n".repeat(46), valid)).not.toThrow();
  });

  it("everything wrong at once", () => {
    expect(() => planNetwork("core", { cidrBlock: "x", availabilityZones: ["a"], natStrategy: "no" as "none", tags: { ...tags, team: "" } })).toThrow(
      /^MultiAzNetwork "core": 4 problems\n {2}tags.team: .*\n {2}cidrBlock: .*\n {2}availabilityZones: .*\n {2}natStrategy: .*$/,
    );
  });
});

describe("a zone for the control plane", () => {
  it("VPC-06: is none of the three that EKS leaves out", () => {
    for (const zoneId of ["use1-az3", "usw1-az2", "cac1-az3"]) {
      expect(() => checkControlPlaneZone("core", "e", zoneId)).toThrow(
        `MultiAzNetwork "core": 1 problem\n  availabilityZones: zone ${zoneId} does not support EKS control-plane subnets; it is "e" in this account, use another`,
      );
    }
    expect(() => checkControlPlaneZone("core", "e", "use1-az4")).not.toThrow();
  });
});
