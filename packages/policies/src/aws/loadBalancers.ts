import { anyOf, awsResources } from "../kernel/types";

/** The SDK has been giving the same resources under several modules. */
const MODULES = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];

/** Application, network and gateway load balancers. */
export const loadBalancers = anyOf("AWS load balancers", ...MODULES.map((module) => awsResources(module, "LoadBalancer")));
export const listeners = anyOf("AWS load balancer listeners", ...MODULES.map((module) => awsResources(module, "Listener")));
export const classicLoadBalancers = anyOf(
  "AWS classic load balancers",
  ...["elb", "elasticloadbalancing"].map((module) => awsResources(module, "LoadBalancer")),
);
