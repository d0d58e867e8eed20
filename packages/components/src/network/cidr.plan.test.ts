import * as fc from "fast-check";
import {
  contains,
  formatIpv4Block,
  type Ipv4Block,
  isPrivate,
  networkOf,
  overlaps,
  parseIpv4Block,
  slotBlocks,
  subBlock,
  usableAddresses,
} from "./cidr.plan";

const addresses = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const blocks = fc.tuple(addresses, fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => networkOf({ address, prefix }));
const vpcs = fc.tuple(addresses, fc.integer({ min: 16, max: 19 })).map(([address, prefix]) => networkOf({ address, prefix }));
const azSlots = fc.constantFrom(4, 8);

const block = (text: string): Ipv4Block => parseIpv4Block(text) as Ipv4Block;

describe("an IPv4 block", () => {
  it("is read back as it was written", () => {
    fc.assert(fc.property(blocks, (any) => expect(parseIpv4Block(formatIpv4Block(any))).toEqual(any)));
  });

  it.each([
    "10.0.0.0",
    "10.0.0/16",
    "10.0.0.0/33",
    "10.0.0.256/16",
    "10.0.0.0.0/16",
    "010.0.0.0/16",
    "10.0.0.0/016",
    " 10.0.0.0/16",
    "10.0.0.0/16 ",
    "fd00::/8",
    "",
  ])("is not %j", (text) => expect(parseIpv4Block(text)).toBeUndefined());

  it("loses its host bits", () => expect(formatIpv4Block(networkOf(block("10.16.200.7/18")))).toBe("10.16.192.0/18"));

  it.each([
    ["10.0.0.0/8", true],
    ["10.255.0.0/16", true],
    ["172.16.0.0/12", true],
    ["172.31.255.0/24", true],
    ["172.32.0.0/16", false],
    ["192.168.0.0/16", true],
    ["192.169.0.0/16", false],
    ["0.0.0.0/0", false],
    ["10.0.0.0/7", false],
  ])("%s is in RFC 1918: %s", (text, expected) => expect(isPrivate(block(text))).toBe(expected));

  it("overlaps another exactly when one of them contains the other", () => {
    fc.assert(fc.property(blocks, blocks, (one, other) => expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one))));
  });

  it("overlaps no neighbour of its own size", () => {
    fc.assert(
      fc.property(vpcs, fc.integer({ min: 1, max: 6 }), fc.nat(), fc.nat(), (vpc, bits, first, second) => {
        const [one, other] = [first % 2 ** bits, second % 2 ** bits];
        expect(overlaps(subBlock(vpc, bits, one), subBlock(vpc, bits, other))).toBe(one === other);
      }),
    );
  });
});

describe("the slots of a VPC", () => {
  it("VPC-02: the subnets of all slots are disjoint and inside the VPC", () => {
    fc.assert(
      fc.property(vpcs, azSlots, (vpc, slots) => {
        const all = Array.from({ length: slots }, (_, slot) => Object.values(slotBlocks(vpc, slots, slot))).flat();
        expect(all).toHaveLength(slots * 3);
        expect(all.every((subnet) => contains(vpc, subnet))).toBe(true);
        expect(all.flatMap((one, index) => all.slice(index + 1).filter((other) => overlaps(one, other)))).toEqual([]);
      }),
    );
  });

  it("are, of a /16 in four, a /19, a /22 and a /24 at fixed places", () => {
    const layout = [0, 1, 2, 3].map((slot) => Object.values(slotBlocks(block("10.16.0.0/16"), 4, slot)).map(formatIpv4Block));
    expect(layout).toEqual([
      ["10.16.0.0/19", "10.16.32.0/22", "10.16.36.0/24"],
      ["10.16.64.0/19", "10.16.96.0/22", "10.16.100.0/24"],
      ["10.16.128.0/19", "10.16.160.0/22", "10.16.164.0/24"],
      ["10.16.192.0/19", "10.16.224.0/22", "10.16.228.0/24"],
    ]);
  });

  it("leave the block for a data tier free", () => {
    const data = block("10.16.40.0/22");
    expect(Object.values(slotBlocks(block("10.16.0.0/16"), 4, 0)).some((subnet) => overlaps(subnet, data))).toBe(false);
  });

  it("hold the addresses that AWS leaves: all but five", () => {
    const { private: nodes, public: loadBalancers, intra } = slotBlocks(block("10.16.0.0/16"), 4, 0);
    expect([nodes, loadBalancers, intra].map(usableAddresses)).toEqual([8187, 1019, 251]);
  });
});
