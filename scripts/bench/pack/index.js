"use strict";
const { PolicyPack } = require("@pulumi/policy");

/** A rule over the resources of one type: `problem` says what is wrong with the properties. */
function resourceRule(name, type, enforcementLevel, problem) {
  return {
    name,
    description: `${type}: ${name}`,
    enforcementLevel,
    validateResource(resource, report) {
      const found = resource.type === type ? problem(resource.props) : undefined;
      if (found) {
        report(found);
      }
    },
  };
}

/** A rule over the finished stack: `problem` gets the resource and all of them by type. */
function stackRule(name, type, problem) {
  return {
    name,
    description: `${type}: ${name}`,
    enforcementLevel: "advisory",
    validateStack({ resources }, report) {
      const byType = new Map();
      for (const resource of resources) {
        if (!byType.has(resource.type)) {
          byType.set(resource.type, []);
        }
        byType.get(resource.type).push(resource);
      }
      for (const resource of byType.get(type) ?? []) {
        const found = problem(resource, byType);
        if (found) {
          report(found, resource.urn);
        }
      }
    },
  };
}

const BUCKET = "aws:s3/bucket:Bucket";
const QUEUE = "aws:sqs/queue:Queue";
const ROLE = "aws:iam/role:Role";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const SECRET = "kubernetes:core/v1:Secret";
const SERVICE = "kubernetes:core/v1:Service";

const containers = (deployment) => deployment.spec.template.spec.containers;
const missing = (properties, tag) => (properties.tags?.[tag] ? undefined : `tags: ${tag} is missing`);

new PolicyPack("bench", {
  policies: [
    resourceRule("bucket-cost-center", BUCKET, "mandatory", (bucket) => missing(bucket, "CostCenter")),
    resourceRule("bucket-no-force-destroy", BUCKET, "mandatory", (bucket) => bucket.forceDestroy && "forceDestroy loses data"),
    resourceRule("queue-cost-center", QUEUE, "mandatory", (queue) => missing(queue, "CostCenter")),
    resourceRule("queue-retention", QUEUE, "advisory", (queue) =>
      queue.messageRetentionSeconds < 345_600 ? "keeps messages for less than four days" : undefined,
    ),
    resourceRule("queue-redrive", QUEUE, "advisory", (queue) => (queue.redrivePolicy ? undefined : "has no dead-letter queue")),
    resourceRule("role-cost-center", ROLE, "mandatory", (role) => missing(role, "CostCenter")),
    resourceRule("role-trust", ROLE, "mandatory", (role) =>
      JSON.parse(role.assumeRolePolicy).Statement.some(({ Principal }) => Principal === "*") ? "anybody can take it" : undefined,
    ),
    resourceRule("deployment-non-root", DEPLOYMENT, "mandatory", (deployment) =>
      deployment.spec.template.spec.securityContext?.runAsNonRoot ? undefined : "runs as root",
    ),
    resourceRule("deployment-requests", DEPLOYMENT, "mandatory", (deployment) =>
      containers(deployment).every(({ resources }) => resources?.requests) ? undefined : "requests nothing",
    ),
    resourceRule("deployment-limits", DEPLOYMENT, "mandatory", (deployment) =>
      containers(deployment).every(({ resources }) => resources?.limits?.memory) ? undefined : "has no memory limit",
    ),
    resourceRule("deployment-readiness", DEPLOYMENT, "advisory", (deployment) =>
      containers(deployment).every((container) => container.readinessProbe) ? undefined : "has no readiness probe",
    ),
    resourceRule("deployment-replicas", DEPLOYMENT, "advisory", ({ spec }) =>
      spec.replicas < 3 ? `${spec.replicas} replicas: fewer than three` : undefined,
    ),
    resourceRule("deployment-tag", DEPLOYMENT, "mandatory", (deployment) =>
      containers(deployment).some(({ image }) => /:latest$/.test(image)) ? "uses the tag latest" : undefined,
    ),
    resourceRule("namespace-labels", NAMESPACE, "advisory", (namespace) =>
      namespace.metadata.labels?.["app.kubernetes.io/part-of"] ? undefined : "is part of nothing",
    ),
    resourceRule("service-not-public", SERVICE, "mandatory", (service) => (service.spec.type === "LoadBalancer" ? "is public" : undefined)),
    stackRule("bucket-has-policy", BUCKET, (bucket, byType) =>
      byType.has("aws:s3/bucketPolicy:BucketPolicy") ? undefined : `${bucket.name} has no bucket policy`,
    ),
    stackRule("deployment-has-budget", DEPLOYMENT, ({ name, props }, byType) =>
      props.spec.replicas > 4 && !byType.has("kubernetes:policy/v1:PodDisruptionBudget") ? `${name} has no disruption budget` : undefined,
    ),
    stackRule("service-has-deployment", SERVICE, (service, byType) =>
      service.dependencies.some(({ type }) => type === DEPLOYMENT) || byType.has(DEPLOYMENT) ? undefined : `${service.name} has nothing behind it`,
    ),
    stackRule("secret-has-reader", SECRET, (secret, byType) => (byType.has(DEPLOYMENT) ? undefined : `nobody reads ${secret.name}`)),
    stackRule("namespace-has-one-owner", NAMESPACE, (namespace) => (namespace.parent ? undefined : `${namespace.name} belongs to no component`)),
  ],
});
