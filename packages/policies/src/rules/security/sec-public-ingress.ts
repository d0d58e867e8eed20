import { isInternet } from "../../aws/internet";
import { type Traffic, ingressOf, ingressRules } from "../../aws/securityGroups";
import { texts } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { anyOf, awsResources, parseType } from "../../kernel/types";

const prefixLists = awsResources("ec2", "ManagedPrefixList", "ManagedPrefixListEntry");

/**
 * No security group lets the whole internet (0.0.0.0/0, ::/0, or blocks larger than a /8 or an IPv6 /16) into a port other than those of public web
 * servers, in any of the forms that a rule has: inside the group or the default group, as `SecurityGroupRule`, as `SecurityGroupIngressRule`. Nor does
 * a prefix list hold the whole internet, since a rule that names the list does not show it. ICMP is let be: it opens no port, and path MTU discovery
 * needs it. What goes out is not looked at.
 */
export const secPublicIngress = resourceRule({
  id: "sec-public-ingress",
  title: "No port open to the internet",
  severity: "critical",
  must: "let the internet into no port but those of public web servers",
  because: "a port that everybody reaches is found by scanners within minutes, and then one weak password or old server is enough",
  fix: "name the networks or the security groups that need the port; let the public in through a load balancer",
  compliance: { fsbp: ["EC2.18", "EC2.19"], wellArchitected: ["SEC05-BP02"] },
  appliesTo: anyOf("AWS security groups, their rules and prefix lists", ingressRules, prefixLists),
  config: {
    allowedPorts: texts("TCP and UDP ports that the internet may reach, each a port or a range such as 8000-8080.", ["80", "443"]),
  },
  check: ({ resource, config, report, attempt }) => {
    if (prefixLists.matches(resource.type)) {
      const entries = parseType(resource.type).name === "ManagedPrefixListEntry" ? [resource.properties] : resource.properties.at("entries").items();
      for (const entry of entries) {
        attempt(() => {
          const cidr = entry.at("cidr");
          if (isInternet(cidr.string() ?? "")) {
            report(`the prefix list holds ${cidr.shown()}: every security group rule that names it lets the internet in`, {
              path: cidr.path,
              fix: "list the networks that are meant; a rule for everybody says so itself",
            });
          }
        });
      }
      return;
    }
    for (const { blocks, traffic } of ingressOf(resource)) {
      for (const block of blocks) {
        attempt(() => {
          if (!isInternet(block.string() ?? "")) {
            return;
          }
          const open = traffic();
          if (!isAllowed(open, config.allowedPorts)) {
            report(`${shown(open)} open to ${block.shown()}`, { path: block.path });
          }
        });
      }
    }
  },
});

function isAllowed({ protocol, from, to }: Traffic, allowed: readonly string[]): boolean {
  if (protocol === "icmp") {
    return true;
  }
  return (
    (protocol === "tcp" || protocol === "udp") &&
    allowed.some((range) => {
      const [first, last = first] = range.split("-").map(Number);
      return first !== undefined && last !== undefined && from >= first && to <= last;
    })
  );
}

function shown({ protocol, from, to, isSecret }: Traffic): string {
  if (isSecret) {
    return "a port is";
  }
  switch (protocol) {
    case "all":
      return "every port is";
    case "tcp":
    case "udp":
      return from === to ? `${protocol} port ${from} is` : `${protocol} ports ${from} to ${to} are`;
    default:
      return `protocol ${protocol} is`;
  }
}
