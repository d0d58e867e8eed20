import { integer } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { Resource } from "../../kernel/resource";
import { type ResourceCheck, resourceRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources, kubernetesKinds } from "../../kernel/types";

const workloads = kubernetesKinds("apps", "DaemonSet", "Deployment", "StatefulSet");
const releases = kubernetesKinds("helm.sh", "Release");
const ecsServices = awsResources("ecs", "Service");
const deploymentGroups = awsResources("codedeploy", "DeploymentGroup");
const autoScalingGroups = awsResources("autoscaling", "Group");

const config = {
  revisions: integer("The least number of old revisions that a Kubernetes workload keeps.", 3, { minimum: 1 }),
};

/**
 * What is deployed can go back to what ran before. Kubernetes workloads keep revisions (10 unless told otherwise); a Helm release that waits for its
 * resources undoes an upgrade that fails (`atomic`); an ECS service has a circuit breaker or alarms that roll back, unless CodeDeploy or somebody else deploys
 * it; CodeDeploy rolls back by itself; and so does the instance refresh of an Auto Scaling group, where it has one and does
 * not turn that off (AWS can't go back to an image that is named by a parameter).
 */
export const relRollbackPlan = resourceRule({
  id: "rel-rollback-plan",
  title: "A way back",
  severity: "high",
  must: "be able to go back to what ran before",
  because: "a bad deployment is undone in seconds or in hours, and that is decided before it",
  fix: "let the deployment roll back when it fails",
  remedy: "keeps as many revisions as `revisions` says, turns on the circuit breaker of an ECS service, and lets CodeDeploy roll back",
  compliance: { wellArchitected: ["OPS06-BP01", "OPS06-BP04"] },
  appliesTo: anyOf(
    "deployments (Kubernetes, Helm, ECS, CodeDeploy, Auto Scaling)",
    workloads,
    releases,
    ecsServices,
    deploymentGroups,
    autoScalingGroups,
  ),
  config,
  check: (context) => {
    for (const [family, judge] of JUDGES) {
      if (family.matches(context.resource.type)) {
        judge(context, context.resource);
      }
    }
  },
});

type Judge = (context: ResourceCheck<typeof config>, resource: Resource) => void;

const JUDGES: readonly (readonly [TypeFamily, Judge])[] = [
  [
    workloads,
    ({ report, config: { revisions } }, { properties }) => {
      const limit = properties.at("spec", "revisionHistoryLimit");
      const kept = limit.number() ?? revisions;
      if (kept < revisions) {
        report(`it keeps ${kept} old revision${kept === 1 ? "" : "s"}`, {
          path: limit.path,
          fix: `set revisionHistoryLimit to ${revisions} or more; Kubernetes' own is 10`,
          remedy: [limit.changedTo(revisions)],
        });
      }
    },
  ],
  [
    releases,
    ({ report }, { properties }) => {
      if (!isTrue(properties.at("atomic")) && !isTrue(properties.at("skipAwait"))) {
        report("an upgrade that fails is left half done", { path: "atomic", fix: "set atomic: true" });
      }
    },
  ],
  [
    ecsServices,
    ({ report }, { properties }) => {
      const controller = properties.at("deploymentController", "type").string() ?? "ECS";
      const rollsBack = [properties.at("deploymentCircuitBreaker"), properties.at("alarms")].some(
        (guard) => isTrue(guard.at("enable")) && isTrue(guard.at("rollback")),
      );
      if (controller === "ECS" && !rollsBack) {
        report("a deployment that fails is retried for ever", {
          path: "deploymentCircuitBreaker",
          fix: "set deploymentCircuitBreaker: { enable: true, rollback: true }",
          remedy: ["enable", "rollback"].map((key) => properties.at("deploymentCircuitBreaker", key).changedTo(true)),
        });
      }
    },
  ],
  [
    deploymentGroups,
    ({ report }, { properties }) => {
      const rollback = properties.at("autoRollbackConfiguration");
      const events = rollback.at("events");
      if (!isTrue(rollback.at("enabled")) || events.items().length === 0) {
        report("a deployment that fails is not rolled back", {
          path: "autoRollbackConfiguration",
          fix: 'set autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] }',
          remedy: [
            rollback.at("enabled").changedTo(true),
            ...(!events.isUnknown && events.items().length === 0 ? [events.changedTo(["DEPLOYMENT_FAILURE"])] : []),
          ],
        });
      }
    },
  ],
  [
    autoScalingGroups,
    ({ report }, { properties }) => {
      const refresh = properties.at("instanceRefresh");
      if (!refresh.isAbsent && refresh.at("preferences", "autoRollback").isAbsent) {
        report("an instance refresh that fails leaves half of the group replaced", {
          path: refresh.path,
          fix: "set instanceRefresh.preferences.autoRollback: true",
        });
      }
    },
  ],
];

/** @throws Undetermined when it can't be known yet. */
function isTrue(property: Property): boolean {
  return property.boolean() === true;
}
