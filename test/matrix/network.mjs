import { AWS_NAMES, table } from "./table.mjs";
import { dev, tags, wideTags } from "./values.mjs";

const row = table("MultiAzNetwork", "core", { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], tags });

/** The longest name: the role of the flow logs has room for no more. */
export const longest = 46;

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),

  ...AWS_NAMES.map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  ...["dev.eu", "Dev_2", "s".repeat(100)].map((stack) => row(`stack ${stack}`, {}, { stack })),

  // VPCs of every size, in every range, with as few and as many zones as there are.
  row("smallest VPC, two zones", { cidrBlock: "10.16.0.0/20", availabilityZones: ["a", "b"], tags: dev }),
  row("smallest VPC, four zones", { cidrBlock: "10.16.0.0/20", availabilityZones: ["a", "b", "c", "d"] }),
  row("largest VPC, four zones", { availabilityZones: ["a", "b", "c", "d"] }),
  ...["172.16.0.0/17", "192.168.0.0/18", "100.64.0.0/19", "198.19.0.0/16"].map((cidrBlock) => row(cidrBlock, { cidrBlock })),
  row("8 slots", { azSlots: 8, availabilityZones: ["a", "b", "c", "d", "e", "f", "g", "h"] }),
  row("8 slots of the smallest VPC", { azSlots: 8, cidrBlock: "10.16.0.0/19" }),
  row("zones out of order, in slots of their choice", { availabilityZones: ["f", "b", "c"], slots: { f: 0, "eu-west-1b": 3 } }),
  row("zones by name", { availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] }),

  // How private subnets get out, and how long it is known.
  row("NAT in each zone, flow logs for a day", { natStrategy: "perAz", flowLogRetentionDays: 1 }),
  row("one NAT, flow logs for ten years", { natStrategy: "single", flowLogRetentionDays: 3653 }),
  row("one NAT, in a zone of choice", { natStrategy: "single", natZone: "b" }),
  row("no NAT", { natStrategy: "none" }),

  row("discovery tag", { discoveryTag: "c".repeat(256) }),
  row("tags of every character", { tags: wideTags }),

  row("region named", { region: "eu-central-1" }),
  row("China", {}, { region: "cn-north-1" }),
  row("China, region named", { region: "cn-northwest-1" }, { region: "cn-north-1" }),
  row("GovCloud", {}, { region: "us-gov-west-1" }),
];
