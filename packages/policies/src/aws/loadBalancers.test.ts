import { classicLoadBalancers, listeners, loadBalancers } from "./loadBalancers";

it.each([
  ["aws:lb/loadBalancer:LoadBalancer", [loadBalancers]],
  ["aws:alb/loadBalancer:LoadBalancer", [loadBalancers]],
  ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", [loadBalancers]],
  ["aws:applicationloadbalancing/listener:Listener", [listeners]],
  ["aws:alb/listener:Listener", [listeners]],
  ["aws:elb/loadBalancer:LoadBalancer", [classicLoadBalancers]],
  ["aws:elasticloadbalancing/loadBalancer:LoadBalancer", [classicLoadBalancers]],
  ["aws:lightsail/lb:Lb", []],
])("%s is known for what it is", (type, families) => {
  expect([loadBalancers, listeners, classicLoadBalancers].filter((family) => family.matches(type))).toEqual(families);
});
