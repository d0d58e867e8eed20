import { UNKNOWN, secret } from "../../test-support/judge";
import { Undetermined } from "../kernel/property";
import { Resource } from "../kernel/resource";
import { ingressOf } from "./securityGroups";

const ingress = (type: string, properties: Record<string, unknown>): object[] =>
  ingressOf(new Resource({ urn: "urn", type, name: "web", properties })).map(({ blocks, traffic }) => ({
    blocks: blocks.map((block) => block.path),
    ...traffic(),
  }));

describe("ingress is read from", () => {
  it("the rules inside a group, and inside the default group", () => {
    const rule = { protocol: "TCP", fromPort: 80, toPort: 81, cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"], ipv6CidrBlocks: ["::/0"], self: true };
    const expected = [
      {
        blocks: ["ingress[0].cidrBlocks[0]", "ingress[0].cidrBlocks[1]", "ingress[0].ipv6CidrBlocks[0]"],
        protocol: "tcp",
        from: 80,
        to: 81,
        isSecret: false,
      },
    ];
    expect(ingress("aws:ec2/securityGroup:SecurityGroup", { ingress: [rule], egress: [rule] })).toEqual(expected);
    expect(ingress("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [rule] })).toEqual(expected);
  });

  it("a rule of either direction, when it is ingress", () => {
    const rule = { protocol: "17", fromPort: "53", toPort: "53", cidrBlocks: ["0.0.0.0/0"] };
    expect(ingress("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", ...rule })).toEqual([]);
    expect(ingress("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", ...rule })).toEqual([
      { blocks: ["cidrBlocks[0]"], protocol: "udp", from: 53, to: 53, isSecret: false },
    ]);
  });

  it("an ingress rule, which has one block", () => {
    expect(ingress("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { ipProtocol: "-1", cidrIpv6: "::/0" })).toEqual([
      { blocks: ["cidrIpv6"], protocol: "all", from: 0, to: 65_535, isSecret: false },
    ]);
  });
});

it("what a rule does not say is everything", () => {
  const everything = { blocks: ["cidrIpv4"], protocol: "all", from: 0, to: 65_535, isSecret: false };
  expect(ingress("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" })).toEqual([everything]);
  expect(ingress("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp" })).toEqual([
    { ...everything, protocol: "tcp" },
  ]);
});

it("blocks that are unknown do not hide those that are known", () => {
  const rule = { protocol: "icmpv6", cidrBlocks: UNKNOWN, ipv6CidrBlocks: ["::/0"] };
  expect(ingress("aws:ec2/securityGroup:SecurityGroup", { ingress: [rule] })).toEqual([
    { blocks: ["ingress[0].cidrBlocks", "ingress[0].ipv6CidrBlocks[0]"], protocol: "icmp", from: 0, to: 65_535, isSecret: false },
  ]);
});

it("unknown rules are not taken for none", () => {
  expect(() => ingress("aws:ec2/securityGroup:SecurityGroup", { ingress: UNKNOWN })).toThrow(Undetermined);
  expect(() => ingress("aws:ec2/securityGroupRule:SecurityGroupRule", { type: UNKNOWN })).toThrow(Undetermined);
});

it("what is secret is marked", () => {
  const [rule] = ingress("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: secret(22),
  });
  expect(rule).toEqual({ blocks: ["cidrIpv4"], protocol: "tcp", from: 22, to: 65_535, isSecret: true });
});
