import type { SimulatedType, Subject } from "../subject";
import { regions } from "./regions";

/** `app/web-1a2b3c4/50dc6c495c0c9188`: what CloudWatch calls a load balancer. */
function loadBalancerPath(subject: Subject): string {
  const kinds: Record<string, string> = { network: "net", gateway: "gwy" };
  return `${kinds[subject.optional("loadBalancerType") ?? "application"] ?? "app"}/${subject.name}/${subject.hex(16, "load balancer")}`;
}

function loadBalancerArn(subject: Subject): string {
  return subject.arn("elasticloadbalancing", `loadbalancer/${loadBalancerPath(subject)}`);
}

function targetGroupPath(subject: Subject): string {
  return `targetgroup/${subject.name}/${subject.hex(16, "target group")}`;
}

function targetGroupArn(subject: Subject): string {
  return subject.arn("elasticloadbalancing", targetGroupPath(subject));
}

/** A listener's ARN is its load balancer's with another kind and an id more; so is a rule's. */
function partOf(subject: Subject, parent: string, from: string, to: string): string {
  return `${subject.text(parent).replace(`:${from}/`, `:${to}/`)}/${subject.hex(16, to)}`;
}

function listenerArn(subject: Subject): string {
  return partOf(subject, "loadBalancerArn", "loadbalancer", "listener");
}

function listenerRuleArn(subject: Subject): string {
  return partOf(subject, "listenerArn", "listener", "listener-rule");
}

function dnsName(subject: Subject): string {
  const name = subject.input("internal") === true ? `internal-${subject.name}` : subject.name;
  return subject.optional("loadBalancerType") === "network"
    ? `${subject.name}-${subject.hex(16, "load balancer")}.elb.${subject.region}.${subject.dnsSuffix}`
    : `${name}-${subject.digits(10, "dns name")}.${subject.region}.elb.${subject.dnsSuffix}`;
}

function zoneId(subject: Subject): string | undefined {
  const facts = regions[subject.region];
  return subject.optional("loadBalancerType") === "network" ? facts?.networkZone : facts?.applicationZone;
}

/** `aws:alb` and `aws:lb` are two names of one thing. */
export const balancing: Record<string, SimulatedType> = {
  "lb:LoadBalancer": {
    id: loadBalancerArn,
    longestName: 32,
    attributes: { arn: loadBalancerArn, arnSuffix: loadBalancerPath, dnsName, zoneId },
  },
  "lb:TargetGroup": { id: targetGroupArn, longestName: 32, attributes: { arn: targetGroupArn, arnSuffix: targetGroupPath } },
  "lb:Listener": { id: listenerArn, attributes: { arn: listenerArn } },
  "lb:ListenerRule": { id: listenerRuleArn, attributes: { arn: listenerRuleArn } },
  "elb:LoadBalancer": {
    id: "name",
    longestName: 32,
    attributes: { arn: (subject) => subject.arn("elasticloadbalancing", `loadbalancer/${subject.name}`), dnsName, zoneId },
  },
};
