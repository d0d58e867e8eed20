import type { Property } from "../kernel/property";
import type { Resource } from "../kernel/resource";
import { anyOf, awsResources, parseType } from "../kernel/types";
import { numberOf } from "./values";

/** Every resource that lets traffic into a security group. */
export const ingressRules = anyOf(
  "AWS security groups and their rules",
  awsResources("ec2", "DefaultSecurityGroup", "SecurityGroup", "SecurityGroupRule"),
  awsResources("vpc", "SecurityGroupIngressRule"),
);

/** What one rule lets in. */
export interface Ingress {
  /** The blocks of addresses that it lets in, each where it is written. */
  blocks: Property[];
  /** Read only when it is needed, since it may be unknown. */
  traffic(): Traffic;
}

export interface Traffic {
  /** `all`, `tcp`, `udp`, `icmp` (of either version), or the number of another protocol. */
  protocol: string;
  /** Of `tcp` and `udp`; everything between them is let in. */
  from: number;
  to: number;
  /** A message must not say which. */
  isSecret: boolean;
}

/**
 * The ingress of a resource that is, or has, rules of a security group.
 * @throws Undetermined when it can't be known whether there is any.
 */
export function ingressOf({ type, properties }: Resource): Ingress[] {
  switch (parseType(type).name) {
    case "SecurityGroupIngressRule":
      return [{ blocks: present(properties.at("cidrIpv4"), properties.at("cidrIpv6")), traffic: () => trafficOf(properties, "ipProtocol") }];
    case "SecurityGroupRule":
      return properties.at("type").string() === "ingress" ? [listed(properties)] : [];
    default:
      return properties.at("ingress").items().map(listed);
  }
}

function listed(rule: Property): Ingress {
  return {
    blocks: ["cidrBlocks", "ipv6CidrBlocks"].flatMap((key) => {
      const blocks = rule.at(key);
      // A list that is unknown stays one place, so that it hides nothing of the other.
      return blocks.isUnknown ? [blocks] : blocks.items();
    }),
    traffic: () => trafficOf(rule, "protocol"),
  };
}

function present(...places: Property[]): Property[] {
  return places.filter((place) => !place.isAbsent);
}

const PROTOCOLS: Readonly<Record<string, string | undefined>> = { "-1": "all", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmp", icmpv6: "icmp" };

function trafficOf(rule: Property, protocolKey: string): Traffic {
  const given = String(rule.at(protocolKey).stringOrNumber() ?? "-1").toLowerCase();
  const protocol = Object.hasOwn(PROTOCOLS, given) ? (PROTOCOLS[given] ?? given) : given;
  const [from, to] = [rule.at("fromPort"), rule.at("toPort")];
  const isSecret = [rule.at(protocolKey), from, to].some((place) => place.isSecret);
  return protocol === "tcp" || protocol === "udp"
    ? { protocol, from: numberOf(from) ?? 0, to: numberOf(to) ?? 65_535, isSecret }
    : { protocol, from: 0, to: 65_535, isSecret };
}
