import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const deployment = (spec: string): Given[] => manifests(`{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { ${spec} } }`);
const release = (properties: object): Given[] => [
  { type: "kubernetes:helm.sh/v3:Release", name: "metrics", properties: { chart: "prometheus", ...properties } },
];
const service = (properties: object): Given[] => [
  { type: "aws:ecs/service:Service", name: "orders", properties: { desiredCount: 2, ...properties } },
];
const deploymentGroup = (properties: object): Given[] => [{ type: "aws:codedeploy/deploymentGroup:DeploymentGroup", name: "orders", properties }];
const group = (properties: object): Given[] => [{ type: "aws:autoscaling/group:Group", name: "nodes", properties: { maxSize: 3, ...properties } }];

const retried =
  "orders: a deployment that fails is retried for ever\nat deploymentCircuitBreaker\nfix: set deploymentCircuitBreaker: { enable: true, rollback: true }";
const notRolledBack =
  'orders: a deployment that fails is not rolled back\nat autoRollbackConfiguration\nfix: set autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] }';

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "an ECS service without a circuit breaker",
      resources: service({}),
      findings: [retried],
      remedied: service({ deploymentCircuitBreaker: { enable: true, rollback: true } }),
    },
    {
      title: "a circuit breaker that only stops",
      resources: service({ deploymentCircuitBreaker: { enable: true, rollback: false } }),
      findings: [retried],
    },
    {
      title: "a Deployment that keeps no revision",
      resources: deployment("revisionHistoryLimit: 0"),
      findings: ["orders: it keeps 0 old revisions\nat spec.revisionHistoryLimit\nfix: set revisionHistoryLimit to 3 or more; Kubernetes' own is 10"],
    },
    {
      title: "fewer revisions than are asked for",
      resources: deployment("revisionHistoryLimit: 1"),
      config: { revisions: 2 },
      findings: ["orders: it keeps 1 old revision\nat spec.revisionHistoryLimit\nfix: set revisionHistoryLimit to 2 or more; Kubernetes' own is 10"],
      remedied: deployment("revisionHistoryLimit: 2"),
    },
    {
      title: "a Helm release that does not undo what fails",
      resources: release({}),
      findings: ["metrics: an upgrade that fails is left half done\nat atomic\nfix: set atomic: true"],
    },
    {
      title: "a CodeDeploy group without rollback",
      resources: deploymentGroup({}),
      findings: [notRolledBack],
      remedied: deploymentGroup({ autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] } }),
    },
    {
      title: "a rollback that is turned off",
      resources: deploymentGroup({ autoRollbackConfiguration: { enabled: false, events: ["DEPLOYMENT_STOP_ON_ALARM"] } }),
      findings: [notRolledBack],
      remedied: deploymentGroup({ autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_STOP_ON_ALARM"] } }),
    },
    {
      title: "a rollback without an event",
      resources: deploymentGroup({ autoRollbackConfiguration: { enabled: true, events: [] } }),
      findings: [notRolledBack],
    },
    {
      title: "an instance refresh that stops half way",
      resources: group({ instanceRefresh: { strategy: "Rolling" } }),
      findings: [
        "nodes: an instance refresh that fails leaves half of the group replaced\nat instanceRefresh\nfix: set instanceRefresh.preferences.autoRollback: true",
      ],
      // AWS refuses it where the image is named by a parameter.
      remedied: group({ instanceRefresh: { strategy: "Rolling" } }),
    },
  ],
  passes: [
    { title: "an ECS service that rolls back", resources: service({ deploymentCircuitBreaker: { enable: true, rollback: true } }) },
    { title: "an ECS service whose alarms roll back", resources: service({ alarms: { alarmNames: ["errors"], enable: true, rollback: true } }) },
    { title: "an ECS service that CodeDeploy deploys", resources: service({ deploymentController: { type: "CODE_DEPLOY" } }) },
    { title: "the revisions that Kubernetes keeps", resources: deployment("replicas: 2") },
    { title: "an atomic release", resources: release({ atomic: true }) },
    { title: "a release that waits for nothing", resources: release({ skipAwait: true }) },
    {
      title: "a CodeDeploy group that rolls back",
      resources: deploymentGroup({ autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] } }),
    },
    { title: "a group that is not refreshed", resources: group({}) },
    { title: "a refresh that can't roll back, and says so", resources: group({ instanceRefresh: { preferences: { autoRollback: false } } }) },
    { title: "a refresh that rolls back", resources: group({ instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } } }) },
  ],
};
