/** A block of IPv4 addresses: the first one as an unsigned 32-bit number, and the length of the prefix. */
export interface Ipv4Block {
  address: number;
  prefix: number;
}

/** The tiers of a slot, one subnet each. */
export interface SlotBlocks {
  private: Ipv4Block;
  public: Ipv4Block;
  intra: Ipv4Block;
}

/**
 * Where each tier lies in a slot: how many bits its prefix is longer than the slot's, and which of the blocks of that size it takes. The rest of a slot is
 * kept for what comes later: a data tier in block 10 of the sixteenths, and everything else unassigned.
 */
const TIERS = {
  private: { bits: 1, index: 0 },
  public: { bits: 4, index: 8 },
  intra: { bits: 6, index: 36 },
} as const satisfies Record<keyof SlotBlocks, { bits: number; index: number }>;

/** How much longer than the VPC's the longest prefix of the plan is, without the slots' own bits. */
export const SLOT_BITS = TIERS.intra.bits;

/** How many addresses of a subnet AWS keeps for itself: the first four and the last. */
const RESERVED_ADDRESSES = 5;

/** Reads `a.b.c.d/p`. Undefined unless it is exactly that; host bits may be set. */
export function parseIpv4Block(text: string): Ipv4Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null || match.slice(1).some((part) => String(Number(part)) !== part)) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) {
    return undefined;
  }
  return { address: a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d, prefix };
}

export function formatIpv4Block({ address, prefix }: Ipv4Block): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".")}/${prefix}`;
}

export function blockSize({ prefix }: Ipv4Block): number {
  return 2 ** (32 - prefix);
}

/** The block with its host bits cleared. */
export function networkOf(block: Ipv4Block): Ipv4Block {
  return { address: block.address - (block.address % blockSize(block)), prefix: block.prefix };
}

export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  return inner.address >= outer.address && inner.address + blockSize(inner) <= outer.address + blockSize(outer);
}

export function overlaps(one: Ipv4Block, other: Ipv4Block): boolean {
  return one.address < other.address + blockSize(other) && other.address < one.address + blockSize(one);
}

/** The `index`th block that is `bits` longer than the outer one. */
export function subBlock(outer: Ipv4Block, bits: number, index: number): Ipv4Block {
  const prefix = outer.prefix + bits;
  return { address: outer.address + index * 2 ** (32 - prefix), prefix };
}

/** The subnets of one slot. They depend on the number of slots and never on which slots are used, so that adding a zone moves nothing. */
export function slotBlocks(vpc: Ipv4Block, slots: number, slot: number): SlotBlocks {
  const block = subBlock(vpc, Math.log2(slots), slot);
  return {
    private: subBlock(block, TIERS.private.bits, TIERS.private.index),
    public: subBlock(block, TIERS.public.bits, TIERS.public.index),
    intra: subBlock(block, TIERS.intra.bits, TIERS.intra.index),
  };
}

/** The addresses of a subnet that AWS gives out. */
export function usableAddresses(subnet: Ipv4Block): number {
  return blockSize(subnet) - RESERVED_ADDRESSES;
}

const RFC_1918: readonly Ipv4Block[] = [
  { address: 10 * 2 ** 24, prefix: 8 },
  { address: 172 * 2 ** 24 + 16 * 2 ** 16, prefix: 12 },
  { address: 192 * 2 ** 24 + 168 * 2 ** 16, prefix: 16 },
];

/** Whether the block lies in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. */
export function isPrivate(block: Ipv4Block): boolean {
  return RFC_1918.some((range) => contains(range, block));
}
