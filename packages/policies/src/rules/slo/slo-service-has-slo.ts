import { choices, text, texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { isForMetrics, servicesFor, servingWorkloads } from "../../kubernetes/exposure";
import { namespaceOf, objectNameOf, podTemplateOf } from "../../kubernetes/objects";
import { certain } from "../../kubernetes/selector";
import { type Slo, slosOf } from "../../kubernetes/slos";

const config = {
  serviceLabels: texts("Labels of a workload that name the service, in the words of its SLO.", ["app.kubernetes.io/name", "app"]),
  matchBy: choices(
    "How an SLO is recognised as the workload's: by the name of its service, by a matcher in its PromQL, or by the workload's annotation.",
    ["label", "promql", "annotation"],
  ),
  annotation: text("The annotation of a workload that names its SLO or the service of it.", "firmament.dev/slo"),
  tierLabel: text("The label that names the tier of a workload.", "tier"),
  tiers: texts("Tiers that need an SLO. Default: every workload does."),
  ignoredNamespaces: texts("Namespaces whose workloads need no SLO.", ["kube-node-lease", "kube-public", "kube-system"]),
};

/**
 * Every workload that a Service exposes has a service level objective in the same stack: a sloth `PrometheusServiceLevel`, a Pyrra
 * `ServiceLevelObjective`, or a `PrometheusRule` whose rules name service and objective (`sloth_service` and `sloth_slo`, or `service` and `slo`), as
 * `ServiceLevelObjective` of `@firmament/components` writes it. Headless Services expose nothing, nor do those for a collector of metrics alone (by the
 * names of their ports, or their own). Workloads inside a Helm chart are not seen.
 */
export const sloServiceHasSlo = stackRule({
  id: "slo-service-has-slo",
  title: "Every service has an SLO",
  severity: "high",
  must: "have a service level objective when a Service exposes them",
  because: "without an objective nobody can say whether the service is good enough, nor is anybody told when it is not",
  fix: "add an SLO whose service has the name of the workload, such as a ServiceLevelObjective or a PrometheusServiceLevel",
  compliance: { wellArchitected: ["OPS04-BP01"] },
  appliesTo: servingWorkloads,
  config,
  check: (context) => {
    for (const workload of context.resources) {
      context.attempt(() => judge(workload, context));
    }
  },
});

function judge(workload: StackResource, { stack, config: options, report }: StackCheck<typeof config>): void {
  const namespace = namespaceOf(workload);
  if ((namespace !== undefined && options.ignoredNamespaces.includes(namespace)) || !isInTier(workload, options)) {
    return;
  }
  const services = certain(servicesFor(workload, stack), (service) => !isForMetrics(service, workload));
  if (services.length === 0) {
    return;
  }
  const slos = slosOf(stack);
  const names = namesOf(workload, services, options);
  if (slos.all.some((slo) => isAbout(slo, workload, names, namespace, options))) {
    return;
  }
  // What can't be read yet may name one, or be about it.
  const [undetermined] = slos.undetermined;
  const unknown =
    serviceLabelsOf(workload, options).find((label) => label.isUnknown) ??
    (options.matchBy.includes("promql") ? slos.all.find((slo) => slo.unknownExpression !== undefined)?.unknownExpression : undefined);
  if (undetermined !== undefined || unknown !== undefined) {
    throw undetermined ?? unknown?.undetermined();
  }
  const exposing = [...new Set(services.map((service) => `Service ${objectNameOf(service)}`))];
  report(workload, `no SLO for ${objectNameOf(workload)}, which ${exposing.join(" and ")} expose${exposing.length === 1 ? "s" : ""}`, {
    fix: `add an SLO whose service is ${names[0] ?? workload.name}: a ServiceLevelObjective, a PrometheusServiceLevel, or a PrometheusRule with sloth_service: ${names[0] ?? workload.name}`,
  });
}

type Config = StackCheck<typeof config>["config"];

function isInTier(workload: StackResource, { tiers, tierLabel }: Config): boolean {
  return tiers.length === 0 || labelsOf(workload).some((labels) => tiers.includes(labels.at(tierLabel).string() ?? ""));
}

/** What the service may be called, the likeliest first. */
function namesOf(workload: StackResource, services: readonly StackResource[], options: Config): string[] {
  const labelled = serviceLabelsOf(workload, options).flatMap((label) => (label.isUnknown ? [] : (label.string() ?? [])));
  return [...new Set([...labelled, ...services.map(objectNameOf), objectNameOf(workload)])];
}

function serviceLabelsOf(workload: StackResource, { serviceLabels }: Config): Property[] {
  return serviceLabels.flatMap((label) => labelsOf(workload).map((labels) => labels.at(label)));
}

function labelsOf(workload: StackResource): Property[] {
  return [workload.properties.at("metadata", "labels"), podTemplateOf(workload)?.at("metadata", "labels")].filter((labels) => labels !== undefined);
}

function isAbout(
  slo: Slo,
  workload: StackResource,
  names: readonly string[],
  namespace: string | undefined,
  { matchBy, annotation }: Config,
): boolean {
  if (slo.namespace !== undefined && namespace !== undefined && slo.namespace !== namespace) {
    return false;
  }
  const chosen = matchBy.includes("annotation") ? workload.properties.at("metadata", "annotations", annotation).string() : undefined;
  return (
    (chosen !== undefined && [slo.name, slo.service].includes(chosen)) ||
    (matchBy.includes("label") && names.includes(slo.service)) ||
    (matchBy.includes("promql") && slo.expressions.some((expression) => names.some((name) => expression.includes(`="${name}"`))))
  );
}
