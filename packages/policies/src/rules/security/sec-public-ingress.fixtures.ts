import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const group = (...ingress: object[]): Given[] => [{ type: "aws:ec2/securityGroup:SecurityGroup", name: "web", properties: { ingress } }];
const rule = (properties: object): Given[] => [{ type: "aws:ec2/securityGroupRule:SecurityGroupRule", name: "web", properties }];
const ingressRule = (properties: object): Given[] => [{ type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name: "web", properties }];
const tcp = (fromPort: number, toPort = fromPort): object => ({ protocol: "tcp", fromPort, toPort });
const fix = "fix: name the networks or the security groups that need the port; let the public in through a load balancer";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "SSH that is open to everybody",
      resources: group({ ...tcp(22), cidrBlocks: ["0.0.0.0/0"] }),
      findings: [`web: tcp port 22 is open to 0.0.0.0/0\nat ingress[0].cidrBlocks[0]\n${fix}`],
    },
    {
      title: "a range that only begins and ends with allowed ports, beside a network that is none of the rule's business",
      resources: group({ ...tcp(80, 443), cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }),
      findings: [
        `web: tcp ports 80 to 443 are open to 0.0.0.0/0\nat ingress[0].cidrBlocks[1]\n${fix}`,
        `web: tcp ports 80 to 443 are open to ::/0\nat ingress[0].ipv6CidrBlocks[0]\n${fix}`,
      ],
    },
    {
      title: "everything, into the default group",
      resources: [
        {
          type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          name: "default",
          properties: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
        },
      ],
      findings: [`default: every port is open to 0.0.0.0/0\nat ingress[0].cidrBlocks[0]\n${fix}`],
    },
    {
      title: "a rule of its own, for half of the internet, and one for UDP",
      resources: [
        ...rule({ type: "ingress", protocol: "6", fromPort: 5432, toPort: 5432, cidrBlocks: ["128.0.0.0/1"] }),
        ...rule({ type: "ingress", protocol: "udp", fromPort: 53, toPort: 53, ipv6CidrBlocks: ["::/0"] }),
      ],
      findings: [
        `web: tcp port 5432 is open to 128.0.0.0/1\nat cidrBlocks[0]\n${fix}`,
        `web: udp port 53 is open to ::/0\nat ipv6CidrBlocks[0]\n${fix}`,
      ],
    },
    {
      title: "an ingress rule, for another protocol",
      resources: ingressRule({ ipProtocol: "47", cidrIpv4: "0.0.0.0/0" }),
      findings: [`web: protocol 47 is open to 0.0.0.0/0\nat cidrIpv4\n${fix}`],
    },
    {
      title: "a port that is not among those that are allowed",
      resources: ingressRule({ ipProtocol: "tcp", fromPort: 80, toPort: 80, cidrIpv6: "::/0" }),
      config: { allowedPorts: ["443"] },
      findings: [`web: tcp port 80 is open to ::/0\nat cidrIpv6\n${fix}`],
    },
    {
      title: "a prefix list with everybody on it",
      resources: [
        {
          type: "aws:ec2/managedPrefixList:ManagedPrefixList",
          name: "partners",
          properties: { entries: [{ cidr: "203.0.113.0/24" }, { cidr: "0.0.0.0/0" }] },
        },
        { type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry", name: "all", properties: { cidr: "::/0", prefixListId: "pl-1" } },
      ],
      findings: [
        "partners: the prefix list holds 0.0.0.0/0: every security group rule that names it lets the internet in\nat entries[1].cidr\nfix: list the networks that are meant; a rule for everybody says so itself",
        "all: the prefix list holds ::/0: every security group rule that names it lets the internet in\nat cidr\nfix: list the networks that are meant; a rule for everybody says so itself",
      ],
    },
  ],
  passes: [
    { title: "SSH from a network of one's own", resources: group({ ...tcp(22), cidrBlocks: ["10.0.0.0/8", "203.0.113.0/24"], self: true }) },
    { title: "a public web server", resources: group({ ...tcp(443), cidrBlocks: ["0.0.0.0/0"] }, { ...tcp(80), ipv6CidrBlocks: ["::/0"] }) },
    { title: "ports that are allowed", resources: group({ ...tcp(8001, 8002), cidrBlocks: ["0.0.0.0/0"] }), config: { allowedPorts: ["8000-8080"] } },
    { title: "path MTU discovery and ping", resources: group({ protocol: "icmp", fromPort: 3, toPort: 4, cidrBlocks: ["0.0.0.0/0"] }) },
    { title: "another group", resources: group({ ...tcp(5432), securityGroups: ["sg-1"], prefixListIds: ["pl-1"] }) },
    { title: "traffic that goes out", resources: rule({ type: "egress", ...tcp(0, 65535), cidrBlocks: ["0.0.0.0/0"] }) },
    {
      title: "a default group that lets nothing in",
      resources: [{ type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", properties: { ingress: [] } }],
    },
  ],
};
