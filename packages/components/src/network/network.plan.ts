import { checkGiven } from "../platform/given";
import { Problems } from "../platform/problems";
import { checkName, checkNameBudget } from "../platform/names.plan";
import { checkTags, checkTagValue, isProduction, type PlatformTags } from "../platform/tags";
import { formatIpv4Block, type Ipv4Block, networkOf, parseIpv4Block, SLOT_BITS, slotBlocks, usableAddresses } from "./cidr.plan";

/** How private subnets reach the internet. */
export const NatStrategy = {
  /** A NAT gateway and an elastic IP in each availability zone: none depends on another. */
  PerAz: "perAz",
  /** One NAT gateway, in `natZone`: when that zone fails there is no way out anywhere, and traffic of the others is paid across zones. */
  Single: "single",
  /** No way out: for what reaches AWS through endpoints or a transit gateway of your own. */
  None: "none",
} as const;
export type NatStrategy = (typeof NatStrategy)[keyof typeof NatStrategy];

/** What decides how a network looks; all plain, since each decides how many resources there are or what they are called. */
export interface NetworkPlanArgs {
  cidrBlock: string;
  availabilityZones: string[];
  natStrategy?: NatStrategy;
  natZone?: string;
  azSlots?: number;
  slots?: Record<string, number>;
  discoveryTag?: string;
  flowLogRetentionDays?: number;
  region?: string;
  tags: PlatformTags;
}

export interface ZonePlan {
  /** The zone's letter: what its children are named by. */
  letter: string;
  /** The region, where the zone was given by its full name. */
  region?: string;
  slot: number;
  privateCidr: string;
  publicCidr: string;
  intraCidr: string;
  /** The letter of the zone whose NAT gateway its private subnet uses. */
  natZone?: string;
}

export interface NetworkPlan {
  cidrBlock: string;
  azSlots: number;
  natStrategy: NatStrategy;
  flowLogRetentionDays: number;
  /** In the order given. */
  zones: ZonePlan[];
  /** The letters of the zones that have a NAT gateway. */
  natZones: string[];
  /** The region, where the arguments name it. */
  region?: string;
  /** The addresses that AWS gives out in all private subnets together. */
  privateAddressCount: number;
}

const AZ_SLOTS = [4, 8];
/** The longest prefix and the shortest that AWS takes for a VPC and for a subnet. */
const VPC_PREFIXES = { min: 16, max: 28 };
/** A zone by letter, or by name as in `eu-west-1a` and `us-gov-west-1a`; local zones (`us-west-2-lax-1a`) have no place for EKS. */
const ZONE = /^(?:(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d+))?(?<letter>[a-z])$/;
/** What CloudWatch Logs takes as days. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Decides everything about a network that needs no cloud. @throws `pulumi.InputPropertiesError` with every problem. */
export function planNetwork(name: string, args: NetworkPlanArgs): NetworkPlan {
  checkGiven("MultiAzNetwork", name, args);
  const problems = new Problems();
  checkTags(problems, args.tags);
  checkName(problems, name);
  checkNameBudget(problems, name, "IAM role", "flow-logs", 64);
  const azSlots = args.azSlots ?? 4;
  const slotsFit = problems.require(
    AZ_SLOTS.includes(azSlots),
    "azSlots",
    `${azSlots} is not a number of slots; use 4, or 8 for regions with more zones`,
  );
  const vpc = checkVpcBlock(problems, args.cidrBlock, slotsFit ? azSlots : 4);
  const zones = checkZones(problems, args, azSlots);
  const natStrategy = args.natStrategy ?? NatStrategy.PerAz;
  const strategies = Object.values(NatStrategy);
  problems.require(strategies.includes(natStrategy), "natStrategy", `${JSON.stringify(natStrategy)} is unknown; use one of ${strategies.join(", ")}`);
  checkTagValue(problems, args.discoveryTag ?? "", "discoveryTag");
  const flowLogRetentionDays = args.flowLogRetentionDays ?? 90;
  problems.require(
    RETENTION_DAYS.includes(flowLogRetentionDays),
    "flowLogRetentionDays",
    `${flowLogRetentionDays} is not a retention that CloudWatch Logs has; use one of ${RETENTION_DAYS.join(", ")}`,
  );
  const natZones = chooseNatZones(problems, args.natZone, natStrategy, zones);
  problems.throwIfAny("MultiAzNetwork", name);
  return {
    ...layOut(vpc as Ipv4Block, azSlots, zones, natZones),
    natStrategy,
    flowLogRetentionDays,
    region: args.region ?? zones.find((zone) => zone.region)?.region,
  };
}

/** The letters of the zones that get a NAT gateway. */
function chooseNatZones(problems: Problems, natZone: string | undefined, natStrategy: NatStrategy, zones: PlacedZone[]): string[] {
  const letters = zones.map((zone) => zone.letter);
  if (natZone === undefined) {
    return { perAz: letters, single: letters.slice(0, 1), none: [] as string[] }[natStrategy];
  }
  problems.require(
    natStrategy === NatStrategy.Single,
    "natZone",
    `${JSON.stringify(natZone)} is where the one NAT gateway of natStrategy "single" is, not with "${natStrategy}"; leave it out`,
  );
  const letter = ZONE.exec(natZone)?.groups?.["letter"] ?? "";
  problems.require(
    letters.length === 0 || letters.includes(letter),
    "natZone",
    `${JSON.stringify(natZone)} is none of the zones ${letters.join(", ")}; choose one of them`,
  );
  return [letter];
}

function layOut(
  vpc: Ipv4Block,
  azSlots: number,
  zones: PlacedZone[],
  natZones: string[],
): Omit<NetworkPlan, "natStrategy" | "flowLogRetentionDays" | "region"> {
  const blocks = zones.map((zone) => slotBlocks(vpc, azSlots, zone.slot));
  return {
    cidrBlock: formatIpv4Block(vpc),
    azSlots,
    zones: zones.map((zone, index) => {
      const block = blocks[index] as ReturnType<typeof slotBlocks>;
      return {
        ...zone,
        privateCidr: formatIpv4Block(block.private),
        publicCidr: formatIpv4Block(block.public),
        intraCidr: formatIpv4Block(block.intra),
        natZone: natZones.includes(zone.letter) ? zone.letter : natZones[0],
      };
    }),
    natZones,
    privateAddressCount: blocks.reduce((sum, block) => sum + usableAddresses(block.private), 0),
  };
}

function checkVpcBlock(problems: Problems, cidrBlock: string, azSlots: number): Ipv4Block | undefined {
  const block = parseIpv4Block(cidrBlock);
  if (block === undefined) {
    problems.add("cidrBlock", `${JSON.stringify(cidrBlock)} is not an IPv4 block; write it as 10.16.0.0/16`);
    return undefined;
  }
  const network = formatIpv4Block(networkOf(block));
  problems.require(network === cidrBlock, "cidrBlock", `${cidrBlock} is an address inside a block; write the block, ${network}`);
  const longest = VPC_PREFIXES.max - Math.log2(azSlots) - SLOT_BITS;
  problems.require(
    block.prefix >= VPC_PREFIXES.min && block.prefix <= longest,
    "cidrBlock",
    `/${block.prefix} does not hold ${azSlots} zone slots of subnets between AWS's /${VPC_PREFIXES.min} and /${VPC_PREFIXES.max}; use /${VPC_PREFIXES.min} to /${longest}`,
  );
  return block;
}

interface PlacedZone {
  letter: string;
  region?: string;
  slot: number;
}

function checkZones(problems: Problems, args: NetworkPlanArgs, azSlots: number): PlacedZone[] {
  const zones = args.availabilityZones ?? [];
  const count = zones.length;
  problems.require(
    count >= 2 && count <= azSlots,
    "availabilityZones",
    `need 2 to ${azSlots} (azSlots), got ${count}; ${count < 2 ? "EKS takes no fewer" : "a new network can have azSlots: 8"}`,
  );
  if (count >= 2 && args.tags !== undefined && isProduction(args.tags)) {
    problems.require(count >= 3, "availabilityZones", `need at least 3 for ${args.tags.environment}, got ${count}; add a zone`);
  }
  const named = zones.flatMap((zone, index) => {
    const groups = ZONE.exec(zone)?.groups;
    if (groups === undefined) {
      problems.add(
        `availabilityZones[${index}]`,
        `${JSON.stringify(zone)} is not an availability zone; write its letter or its name, such as "a" or "eu-west-1a"`,
      );
      return [];
    }
    return [{ index, letter: groups["letter"] as string, region: groups["region"] }];
  });
  const regions = [...new Set([args.region ?? [], ...named.map((zone) => zone.region ?? [])].flat())];
  problems.require(regions.length <= 1, "availabilityZones", `${regions.join(" and ")}; a network lies in one region, make one for each`);
  return place(problems, args, azSlots, named);
}

/** Gives each zone its slot: the one that `slots` says, else by its letter. Its place in the list plays no part, since that may change. */
function place(
  problems: Problems,
  args: NetworkPlanArgs,
  azSlots: number,
  zones: { index: number; letter: string; region?: string }[],
): PlacedZone[] {
  const chosen = chosenSlots(problems, args.slots ?? {});
  const taken = new Map<number, string>();
  return zones.map(({ index, letter, region }) => {
    const explicit = chosen.get(letter);
    const slot = explicit?.slot ?? letter.charCodeAt(0) - "a".charCodeAt(0);
    const path = explicit === undefined ? `availabilityZones[${index}]` : `slots.${explicit.zone}`;
    if (!Number.isInteger(slot) || slot < 0 || slot >= azSlots) {
      problems.add(path, `zone "${letter}" has slot ${slot}, and there are slots 0 to ${azSlots - 1}; give it a free one: slots: { ${letter}: … }`);
    } else if (taken.get(slot) === letter) {
      problems.add(path, `zone "${letter}" is there twice; leave one out`);
    } else if (taken.has(slot)) {
      problems.add(path, `zones "${taken.get(slot)}" and "${letter}" both have slot ${slot}; give one of them a free slot: slots: { ${letter}: … }`);
    }
    taken.set(slot, letter);
    return { letter, region, slot };
  });
}

/** The slots that are given, by the letter of their zone. */
function chosenSlots(problems: Problems, slots: Record<string, number>): Map<string, { zone: string; slot: number }> {
  const chosen = new Map<string, { zone: string; slot: number }>();
  for (const [zone, slot] of Object.entries(slots)) {
    const letter = ZONE.exec(zone)?.groups?.["letter"];
    if (letter === undefined) {
      problems.add(`slots.${zone}`, `${JSON.stringify(zone)} is not an availability zone; write its letter or its name, such as "a" or "eu-west-1a"`);
    } else if (chosen.has(letter)) {
      problems.add(`slots.${zone}`, `zone "${letter}" has slot ${chosen.get(letter)?.slot} already; leave one out`);
    } else {
      chosen.set(letter, { zone, slot });
    }
  }
  return chosen;
}

/** Zones, by the id that is the same in every account, in which EKS places no control-plane interfaces. */
const ZONES_WITHOUT_CONTROL_PLANE = ["cac1-az3", "use1-az3", "usw1-az2"];

/** @throws when EKS cannot use a subnet of this zone for its control plane. Which letter such a zone has differs from account to account. */
export function checkControlPlaneZone(name: string, letter: string, zoneId: string): void {
  const problems = new Problems();
  problems.require(
    !ZONES_WITHOUT_CONTROL_PLANE.includes(zoneId),
    "availabilityZones",
    `zone ${zoneId} does not support EKS control-plane subnets; it is "${letter}" in this account, use another`,
  );
  problems.throwIfAny("MultiAzNetwork", name);
}
