import { numberOf } from "../../aws/values";
import { environments, holdsIn } from "../../kernel/environment";
import { flag, integer } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { anyOf, awsResources } from "../../kernel/types";

/** Where a group names what sends it requests. Targets of an `autoscaling.Attachment` are not seen. */
const TARGETS = ["targetGroupArns", "loadBalancers", "trafficSources"];

const REPLACING = ["HealthCheck", "ReplaceUnhealthy"];

/**
 * An Auto Scaling group that a load balancer sends requests to asks the load balancer which instances are healthy (`healthCheckType: ELB`), has two
 * instances or more outside dev environments, and never suspends the replacement of unhealthy ones. Groups without a load balancer may be empty or have
 * one instance: batch nodes, a NAT instance, a bastion. Whether a group also has to have room to grow is an option, since a fixed size is right for
 * clusters with a quorum.
 */
export const relAwsAsgHealth = resourceRule({
  id: "rel-aws-asg-health",
  title: "Auto Scaling groups replace what is unhealthy",
  severity: "medium",
  must: "replace instances that do not answer, and keep enough of them",
  because: "an instance that runs but does not answer stays in service for ever, and with a single one its loss is an outage",
  fix: 'set healthCheckType: "ELB" and minSize: 2 or more',
  remedy: 'sets `healthCheckType: "ELB"` behind a load balancer, where new instances have time to start and no other check is asked for',
  compliance: { fsbp: ["AutoScaling.1"], wellArchitected: ["REL11-BP03"] },
  appliesTo: anyOf("Auto Scaling groups", awsResources("autoscaling", "Group")),
  config: {
    minimum: integer("Instances that a group behind a load balancer has at least.", 2, { minimum: 1 }),
    requireHeadroom: flag("Whether maxSize must be above minSize where a load balancer sends requests.", false),
    environments: environments(),
  },
  check: ({ resource, config, report, attempt, run }) => {
    const { properties } = resource;
    const suspended = properties.at("suspendedProcesses");
    attempt(() => {
      for (const process of suspended.items()) {
        attempt(() => {
          if (REPLACING.includes(process.string() ?? "")) {
            report(`${process.shown()} is suspended, so that no instance is replaced when it fails`, {
              path: process.path,
              fix: `take ${process.shown()} out of suspendedProcesses`,
            });
          }
        });
      }
    });
    attempt(() => {
      if (!isBehindLoadBalancer(properties)) {
        return;
      }
      attempt(() => {
        const type = properties.at("healthCheckType");
        if (!/\b(ELB|VPC_LATTICE)\b/.test(type.string() ?? "EC2")) {
          report("the group does not ask its load balancer for the health of its instances: one that runs but does not answer is never replaced", {
            path: type.path,
            fix: 'set healthCheckType: "ELB", with a healthCheckGracePeriod as long as a start takes',
            ...(canAskLoadBalancer(properties) && { remedy: [type.changedTo("ELB")] }),
          });
        }
      });
      if (!holdsIn(config.environments, resource, run)) {
        return;
      }
      const [minimum, maximum] = [properties.at("minSize"), properties.at("maxSize")];
      attempt(() => {
        const least = numberOf(minimum) ?? 0;
        if (least < config.minimum) {
          report(`the group may shrink to ${least === 0 ? "nothing" : least === 1 ? "one instance" : `${least} instances`}`, {
            path: minimum.path,
            fix: `set minSize: ${config.minimum} or more`,
          });
        }
      });
      attempt(() => {
        const most = numberOf(maximum) ?? 0;
        if (config.requireHeadroom && most <= (numberOf(minimum) ?? 0)) {
          report(`the group can't grow beyond ${most} instances`, {
            path: maximum.path,
            fix: "set maxSize above minSize",
          });
        }
      });
    });
  },
});

/** The health of others is asked for by another name; and what has no time to start is replaced before it answers. */
function canAskLoadBalancer(properties: Property): boolean {
  const [type, grace] = [properties.at("healthCheckType"), properties.at("healthCheckGracePeriod")];
  const targets = ["targetGroupArns", "loadBalancers"].map((key) => properties.at(key));
  return (
    [undefined, "EC2"].includes(type.string()) &&
    !grace.isUnknown &&
    numberOf(grace) !== 0 &&
    targets.some((place) => !place.isUnknown && place.items().length > 0)
  );
}

function isBehindLoadBalancer(properties: Property): boolean {
  const targets = TARGETS.map((key) => properties.at(key));
  const unknown = targets.find((place) => place.isUnknown);
  const found = targets.some((place) => !place.isUnknown && place.items().length > 0);
  if (!found && unknown !== undefined) {
    throw unknown.undetermined();
  }
  return found;
}
