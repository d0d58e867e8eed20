import { integer } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { anyOf, kubernetesKinds, parseType } from "../../kernel/types";
import { mountsClaim } from "../../kubernetes/pods";
import { shareOf } from "../../kubernetes/quantity";

/**
 * A new version replaces pods while others serve, and one that never becomes ready is noticed: rolling updates that leave at least half of the pods, with a
 * deadline of at most an hour. Kubernetes' own defaults keep this. `Recreate` passes where the pods mount a claim, which two of them could not share, and where
 * `replicas` is 1: that is for `rel-min-replicas` to say.
 */
export const relRolloutStrategy = resourceRule({
  id: "rel-rollout-strategy",
  title: "Rollouts without an outage",
  severity: "high",
  must: "replace their pods little by little when a new version comes",
  because: "a rollout that takes all pods down is an outage, and one without a deadline hangs unseen",
  fix: "use a rolling update with maxUnavailable 0 or a small share",
  remedy: "lowers a share or a deadline that is too high to what the options allow",
  compliance: { wellArchitected: ["OPS06-BP03"] },
  appliesTo: anyOf("Kubernetes Deployments, StatefulSets and DaemonSets", kubernetesKinds("apps", "DaemonSet", "Deployment", "StatefulSet")),
  config: {
    maxUnavailable: integer("The share of pods that a rollout may take away at a time, in percent.", 50, { maximum: 100 }),
    deadline: integer("The most seconds that a Deployment may take before it counts as failed.", 3600, { minimum: 1 }),
  },
  check: ({ resource, config, report, attempt }) => {
    const spec = resource.properties.at("spec");
    const isDeployment = parseType(resource.type).name === "Deployment";
    const strategy = spec.at(isDeployment ? "strategy" : "updateStrategy");
    attempt(() => {
      const type = strategy.at("type");
      if (type.string() === "Recreate" && (spec.at("replicas").number() ?? 2) > 1 && !mountsClaim(resource)) {
        report("Recreate takes every pod down before the first new one starts", { path: type.path });
      }
      if (type.string() === "OnDelete") {
        report("OnDelete replaces no pod until somebody deletes it", { path: type.path });
      }
    });
    attempt(() => {
      const away = strategy.at("rollingUpdate", "maxUnavailable");
      const share = shareAway(away, spec.at("replicas"));
      if (share !== undefined && share > config.maxUnavailable) {
        report(`a rollout takes ${away.shown()} of the pods away at a time, ${Math.round(share)}% of them`, {
          path: away.path,
          fix: `set maxUnavailable to ${config.maxUnavailable}% or less`,
          // With 0, Kubernetes may refuse the workload for its maxSurge.
          ...(config.maxUnavailable > 0 ? { remedy: [away.changedTo(`${config.maxUnavailable}%`)] } : {}),
        });
      }
    });
    attempt(() => {
      const [deadline, ready] = [spec.at("progressDeadlineSeconds"), spec.at("minReadySeconds")];
      if (isDeployment && (deadline.number() ?? 0) > config.deadline) {
        report(`a rollout that hangs counts as failed only after ${deadline.shown()} s`, {
          path: deadline.path,
          fix: `set progressDeadlineSeconds to ${config.deadline} or less; Kubernetes' own is 600`,
          // Kubernetes refuses one that has passed before a pod counts as available.
          ...(!ready.isUnknown && (ready.number() ?? 0) < config.deadline && { remedy: [deadline.changedTo(config.deadline)] }),
        });
      }
    });
  },
});

/** In percent; undefined where it is left to Kubernetes, and where a number of pods stands beside no number of replicas. */
function shareAway(away: Property, replicas: Property): number | undefined {
  const value = away.stringOrNumber();
  if (value === undefined) {
    return undefined;
  }
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  if (percent !== undefined) {
    return Number(percent);
  }
  const pods = shareOf(value, 0);
  const all = pods === undefined || pods === 0 ? undefined : replicas.number();
  // Of a single pod any number is all of it, which is for rel-min-replicas to say.
  return pods === undefined || all === undefined || all < 2 ? undefined : (100 * Math.min(pods, all)) / all;
}
