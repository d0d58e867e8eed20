import type { PropertyValue } from "../../wire/values";
import type { SimulatedType, Subject } from "../subject";
import { zonesOf } from "./regions";

/** Something of EC2 whose id is a prefix and digits, and whose ARN ends in kind and id. */
function ec2(prefix: string, kind: string, attributes: SimulatedType["attributes"] = {}): SimulatedType {
  return {
    id: (subject) => subject.resourceId(prefix),
    attributes: { arn: (subject) => subject.arn("ec2", `${kind}/${subject.id}`), ...attributes },
  };
}

/** A public address from the block that is reserved for documentation. */
export function publicAddress(subject: Subject): string {
  return `203.0.113.${subject.integer(1, 254, "public address")}`;
}

/** The name of a public address in EC2's DNS. */
export function publicDns(subject: Subject): string {
  const host = publicAddress(subject).replaceAll(".", "-");
  return subject.region === "us-east-1" ? `ec2-${host}.compute-1.${subject.dnsSuffix}` : `ec2-${host}.${subject.region}.compute.${subject.dnsSuffix}`;
}

/** The zone's id where only its name is given, and the other way round. */
function zone(subject: Subject, wanted: "name" | "id"): PropertyValue | undefined {
  const zones = zonesOf(subject.region);
  const name = subject.optional("availabilityZone");
  const id = subject.optional("availabilityZoneId");
  // Without either AWS picks a zone by itself.
  return zones.find((candidate) => candidate.name === name || candidate.id === id)?.[wanted];
}

export const network: Record<string, SimulatedType> = {
  "ec2:Vpc": ec2("vpc", "vpc", {
    defaultNetworkAclId: (subject) => subject.resourceId("acl", "default network ACL"),
    defaultRouteTableId: (subject) => subject.resourceId("rtb", "main route table"),
    defaultSecurityGroupId: (subject) => subject.resourceId("sg", "default security group"),
    dhcpOptionsId: (subject) => subject.resourceId("dopt", "DHCP options"),
    mainRouteTableId: (subject) => subject.resourceId("rtb", "main route table"),
  }),
  "ec2:DefaultVpc": ec2("vpc", "vpc", {
    cidrBlock: () => "172.31.0.0/16",
    defaultNetworkAclId: (subject) => subject.resourceId("acl", "default network ACL"),
    defaultRouteTableId: (subject) => subject.resourceId("rtb", "main route table"),
    defaultSecurityGroupId: (subject) => subject.resourceId("sg", "default security group"),
    dhcpOptionsId: (subject) => subject.resourceId("dopt", "DHCP options"),
    instanceTenancy: () => "default",
    mainRouteTableId: (subject) => subject.resourceId("rtb", "main route table"),
  }),
  "ec2:Subnet": ec2("subnet", "subnet", {
    availabilityZone: (subject) => zone(subject, "name"),
    availabilityZoneId: (subject) => zone(subject, "id"),
  }),
  "ec2:SecurityGroup": ec2("sg", "security-group", { description: () => "Managed by Pulumi" }),
  "ec2:DefaultSecurityGroup": ec2("sg", "security-group", { description: () => "default VPC security group", name: () => "default" }),
  "ec2:SecurityGroupRule": {
    id: (subject) => `sgrule-${subject.digits(10, "id")}`,
    attributes: { securityGroupRuleId: (subject) => subject.resourceId("sgr", "rule") },
  },
  "vpc:SecurityGroupIngressRule": ec2("sgr", "security-group-rule", { securityGroupRuleId: (subject) => subject.id }),
  "vpc:SecurityGroupEgressRule": ec2("sgr", "security-group-rule", { securityGroupRuleId: (subject) => subject.id }),
  "ec2:InternetGateway": ec2("igw", "internet-gateway"),
  "ec2:EgressOnlyInternetGateway": { id: (subject) => subject.resourceId("eigw") },
  "ec2:NatGateway": {
    id: (subject) => subject.resourceId("nat"),
    attributes: {
      associationId: (subject) => (subject.optional("allocationId") === undefined ? undefined : subject.resourceId("eipassoc", "association")),
      networkInterfaceId: (subject) => subject.resourceId("eni", "interface"),
      publicIp: (subject) => (subject.optional("connectivityType") === "private" ? undefined : publicAddress(subject)),
    },
  },
  "ec2:Eip": {
    id: (subject) => subject.resourceId("eipalloc"),
    attributes: {
      allocationId: (subject) => subject.id,
      arn: (subject) => subject.arn("ec2", `elastic-ip/${subject.id}`),
      domain: () => "vpc",
      publicDns,
      publicIp: publicAddress,
    },
  },
  "ec2:EipAssociation": { id: (subject) => subject.resourceId("eipassoc") },
  "ec2:RouteTable": ec2("rtb", "route-table"),
  "ec2:DefaultRouteTable": ec2("rtb", "route-table"),
  "ec2:RouteTableAssociation": { id: (subject) => subject.resourceId("rtbassoc") },
  "ec2:Route": {
    id: (subject) => `r-${subject.text("routeTableId")}${subject.digits(10, "id")}`,
    attributes: { origin: () => "CreateRoute", state: () => "active" },
  },
  "ec2:NetworkAcl": ec2("acl", "network-acl"),
  "ec2:NetworkInterface": ec2("eni", "network-interface", {
    macAddress: (subject) => ["02", ...(subject.hex(10, "mac").match(/../g) ?? [])].join(":"),
  }),
  "ec2:VpcEndpoint": ec2("vpce", "vpc-endpoint", { state: () => "available" }),
  "ec2:VpcDhcpOptions": ec2("dopt", "dhcp-options"),
  "ec2:ManagedPrefixList": ec2("pl", "prefix-list"),
  "ec2:VpnGateway": ec2("vgw", "vpn-gateway"),
  "ec2:CustomerGateway": ec2("cgw", "customer-gateway"),
  "ec2:VpcPeeringConnection": { id: (subject) => subject.resourceId("pcx") },
  "ec2:FlowLog": ec2("fl", "vpc-flow-log"),
  "ec2transitgateway:TransitGateway": ec2("tgw", "transit-gateway", {
    associationDefaultRouteTableId: (subject) => subject.resourceId("tgw-rtb", "default route table"),
    propagationDefaultRouteTableId: (subject) => subject.resourceId("tgw-rtb", "default route table"),
  }),
  "ec2transitgateway:VpcAttachment": ec2("tgw-attach", "transit-gateway-attachment"),
};
