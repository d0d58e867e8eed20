// Faults of objects that an API server must see: what is done to an object of a kind, and what is in the answer.
const serviceContainer = (deployment) => deployment.spec.template.spec.containers[0];

export const wrong = [
  {
    title: "a field of a pod that is misspelt",
    kind: "Deployment",
    fault: (object) => (serviceContainer(object).readynessProbe = {}),
    says: "readynessProbe",
  },
  {
    title: "a privileged pod, in a namespace that is restricted",
    kind: "Deployment",
    fault: (object) => (serviceContainer(object).securityContext = { privileged: true }),
    says: 'create its pod: pods "orders" is forbidden: violates PodSecurity "restricted',
  },
  {
    title: "a pod that may be root, of which the server only warns when it is a template",
    kind: "Deployment",
    fault: (object) => delete object.spec.template.spec.securityContext.runAsNonRoot,
    says: 'apply warns: would violate PodSecurity "restricted',
  },
  {
    title: "a selector that the labels of the pods do not have",
    kind: "Deployment",
    fault: (object) => (object.spec.selector.matchLabels.tier = "web"),
    says: "`selector` does not match template `labels`",
  },
  {
    title: "an amount of memory that is none",
    kind: "Deployment",
    fault: (object) => (serviceContainer(object).resources.requests.memory = "512MB"),
    says: "quantities must match",
  },
  { title: "a port that is none", kind: "Service", fault: (object) => (object.spec.ports[0].port = 70_000), says: "spec.ports[0].port" },
  {
    title: "both limits of a disruption budget",
    kind: "PodDisruptionBudget",
    fault: (object) => (object.spec = { ...object.spec, minAvailable: 1, maxUnavailable: 1 }),
    says: "minAvailable and maxUnavailable cannot be both set",
  },
  {
    title: "an autoscaler with more replicas at least than at most",
    kind: "HorizontalPodAutoscaler",
    fault: (object) => (object.spec.minReplicas = object.spec.maxReplicas + 1),
    says: "spec.maxReplicas",
  },
  {
    title: "a block of addresses that is none",
    kind: "NetworkPolicy",
    fault: (object) => (object.spec.ingress[0].from = [{ ipBlock: { cidr: "10.16.0.0/33" } }]),
    says: "10.16.0.0/33",
  },
  {
    title: "a reclaim policy that is none",
    kind: "StorageClass",
    fault: (object) => (object.reclaimPolicy = "Keep"),
    says: "reclaimPolicy",
  },
  {
    title: "a duration of a rule that is none",
    kind: "PrometheusRule",
    fault: (object) => (object.spec.groups[0].interval = "5 minutes"),
    says: "spec.groups[0].interval",
  },
  {
    title: "two groups of rules with one name",
    kind: "PrometheusRule",
    fault: (object) => (object.spec.groups[1].name = object.spec.groups[0].name),
    says: "Duplicate value",
  },
  {
    title: "a field of a rule that is misspelt",
    kind: "PrometheusRule",
    fault: (object) => (object.spec.groups[0].rules[0].label = {}),
    says: "label",
  },
  {
    title: "an interval of a monitor that is none",
    kind: "ServiceMonitor",
    fault: (object) => (object.spec.endpoints[0].interval = "often"),
    says: "spec.endpoints[0].interval",
  },
  { title: "a monitor without a selector", kind: "ServiceMonitor", fault: (object) => delete object.spec.selector, says: "spec.selector" },
];
