import { Undetermined } from "../../kernel/property";
import { text, texts } from "../../kernel/options";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { anyOf, parseType } from "../../kernel/types";
import { servingWorkloads } from "../../kubernetes/exposure";
import { objectNameOf } from "../../kubernetes/objects";
import { podOf } from "../../kubernetes/pods";
import { type Scaler, horizontalPodAutoscalers, scalerOf, scalersFor, scalersOf } from "../../kubernetes/scaling";

const config = {
  tierLabel: text("The label that names the tier of a workload.", "tier"),
  tiers: texts("Tiers whose workloads must be scaled by an autoscaler. Default: none."),
};

/**
 * A HorizontalPodAutoscaler can do its work: it has room between its minimum and its maximum, its workload leaves the number of replicas to it, and every
 * container asks for the CPU or memory whose use it scales on, as it can't compute a share of nothing. No other autoscaler has the same target. That its
 * target is not in the stack is advice, since a chart may bring it. Whether its minimum is enough is for `rel-min-replicas`.
 */
export const relHpa = stackRule({
  id: "rel-hpa",
  title: "Autoscalers that work",
  severity: "medium",
  must: "be able to scale their workloads",
  because: "an autoscaler that does nothing is noticed when the load is there",
  fix: "mend the HorizontalPodAutoscaler or its workload",
  compliance: { wellArchitected: ["REL07-BP01"] },
  appliesTo: anyOf("HorizontalPodAutoscalers and the workloads that they scale", horizontalPodAutoscalers, servingWorkloads),
  config,
  check: (context) => {
    const { stack, resources, report, attempt } = context;
    const workloads = resources.filter((resource) => servingWorkloads.matches(resource.type));
    const targets = new Map<Scaler, { workload: StackResource; first?: Scaler }>();
    let undecided: Undetermined | undefined;
    for (const workload of workloads) {
      try {
        scalersFor(workload, stack).forEach((scaler, index, all) => {
          // Another provider may be another cluster, which has a workload of that name as well.
          const first = all.slice(0, index).find(({ resource }) => resource.provider?.urn === scaler.resource.provider?.urn);
          targets.set(scaler, { workload, ...(first && { first }) });
        });
      } catch (error) {
        if (!(error instanceof Undetermined)) {
          throw error;
        }
        undecided ??= error;
      }
    }
    for (const scaler of scalersOf(stack).filter(({ resource }) => horizontalPodAutoscalers.matches(resource.type))) {
      attempt(() => judgeRange(scaler, report));
      attempt(() => {
        if (scaler.target.isAbsent || !canBeHere(scaler)) {
          return;
        }
        const found = targets.get(scaler);
        if (found === undefined && undecided !== undefined) {
          throw undecided;
        }
        const target = `${scaler.target.at("kind").shown()} ${scaler.target.at("name").shown()}`;
        if (found?.first !== undefined) {
          report(scaler.resource, `${objectNameOf(found.first.resource)} scales ${target}, too, and each undoes what the other does`, {
            path: scaler.target.path,
            fix: "leave one autoscaler for each workload",
          });
        } else if (found === undefined) {
          report(scaler.resource, `its target, ${target}, is not in this stack`, {
            path: scaler.target.path,
            fix: "name a workload of the stack, unless a chart or another stack brings it",
            level: "advisory",
          });
        } else {
          judgeWorkload(found.workload, scaler, context);
        }
      });
    }
    for (const workload of workloads) {
      attempt(() => {
        const tier = workload.properties.at("metadata", "labels", context.config.tierLabel).string();
        if (tier !== undefined && context.config.tiers.includes(tier) && scalerOf(workload, stack) === undefined) {
          report(workload, `no autoscaler scales ${objectNameOf(workload)}, which is of tier ${tier}`, {
            fix: "add a HorizontalPodAutoscaler whose scaleTargetRef names it",
          });
        }
      });
    }
  },
});

type Report = StackCheck<typeof config>["report"];

function judgeRange({ resource, minimum, maximum }: Scaler, report: Report): void {
  const [least, most] = [minimum.number() ?? 1, maximum.number()];
  if (most !== undefined && least >= most) {
    report(resource, `it can't scale: minReplicas ${least} leaves no room below maxReplicas ${most}`, {
      path: maximum.path,
      fix: "raise maxReplicas, or give the workload a fixed number of replicas",
    });
  }
}

/** What scales other kinds is not judged. */
function canBeHere({ target }: Scaler): boolean {
  return ["Deployment", "Rollout", "StatefulSet"].includes(target.at("kind").string() ?? "");
}

function judgeWorkload(
  workload: StackResource,
  { resource, target }: Scaler,
  { report, attempt }: Pick<StackCheck<never>, "report" | "attempt">,
): void {
  const name = objectNameOf(workload);
  const replicas = workload.properties.at("spec", "replicas");
  const ignored = workload.ignoreChanges.some((path) => ["spec", "spec.replicas"].includes(path));
  if (!ignored && replicas.number() !== undefined) {
    report(workload, `each update sets ${name} back to replicas ${replicas.shown()}, against ${objectNameOf(resource)}`, {
      path: replicas.path,
      fix: "leave replicas off, or add spec.replicas to ignoreChanges",
    });
  }
  for (const metric of resource.properties.at("spec", "metrics").items()) {
    attempt(() => {
      const measured = metric.at("resource", "name").string();
      if (metric.at("type").string() !== "Resource" || metric.at("resource", "target", "type").string() !== "Utilization" || measured === undefined) {
        return;
      }
      const pod = podOf(workload);
      const without = pod?.containers.find(
        ({ role, property }) =>
          (role === "main" || role === "sidecar") &&
          ["requests", "limits"].every((part) => [property, pod.spec].every((owner) => owner.at("resources", part, measured).isAbsent)),
      );
      if (without !== undefined) {
        report(
          resource,
          `it can't compute the use of ${measured}: container ${without.name} of ${parseType(workload.type).name} ${target.at("name").shown()} requests none`,
          { path: metric.path, fix: `set resources.requests.${measured} on every container` },
        );
      }
    });
  }
}
