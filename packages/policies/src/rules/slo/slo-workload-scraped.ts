import { matchesGlob } from "../../kernel/exemptions";
import { texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { selectsPodsOf, servicesFor, servicesIn, servingWorkloads } from "../../kubernetes/exposure";
import { isScrapedByPod, monitoredServices, scrapesPortOf, selectsService } from "../../kubernetes/monitors";
import { namespaceOf, objectNameOf } from "../../kubernetes/objects";
import { podOf } from "../../kubernetes/pods";
import { some } from "../../kubernetes/selector";

const config = {
  annotations: texts("Annotations of a pod or a Service that another collector goes by; * stands for any text. The value false does not count.", [
    "prometheus.io/scrape",
    "ad.datadoghq.com/*",
    "instrumentation.opentelemetry.io/inject-*",
    "sidecar.opentelemetry.io/inject",
  ]),
  ignoredNamespaces: texts("Namespaces whose workloads need not be scraped.", ["kube-node-lease", "kube-public", "kube-system"]),
};

/**
 * Somebody collects the metrics of every workload that a Service exposes: a `ServiceMonitor` of the stack selects a Service of it (also a headless one) and
 * names a port that this has, or a `PodMonitor` selects its pods; VictoriaMetrics' and Google's kinds count as well. So does an annotation that another
 * collector goes by. Monitors reach their own namespace unless their `namespaceSelector` says otherwise. Those inside a Helm chart are not seen.
 */
export const sloWorkloadScraped = stackRule({
  id: "slo-workload-scraped",
  title: "Workloads are scraped",
  severity: "medium",
  must: "be scraped when a Service exposes them",
  because: "no objective and no alert can be about what is not measured",
  fix: "add a ServiceMonitor that selects the Service",
  compliance: { wellArchitected: ["OPS04-BP02", "REL06-BP01"] },
  appliesTo: servingWorkloads,
  config,
  check: (context) => {
    for (const workload of context.resources) {
      context.attempt(() => judge(workload, context));
    }
  },
});

function judge(workload: StackResource, { config: options, stack, report }: StackCheck<typeof config>): void {
  const pod = podOf(workload);
  const [service] = servicesFor(workload, stack);
  if (pod === undefined || service === undefined || options.ignoredNamespaces.includes(namespaceOf(workload) ?? "")) {
    return;
  }
  const isMarked = ({ metadata }: { metadata: Property }): boolean =>
    some(
      metadata.at("annotations").entries(),
      ([key, value]) => options.annotations.some((pattern) => matchesGlob(pattern, key)) && value.string() !== "false",
    );
  const monitored = monitoredServices(stack);
  const isScraped = some(
    [
      () => isMarked(pod),
      () => some(servicesIn(stack), (one) => selectsPodsOf(one, workload) && isMarked({ metadata: one.properties.at("metadata") })),
      () => isScrapedByPod(workload, pod, stack),
      () => some(monitored, (pair) => selectsPodsOf(pair[1], workload) && selectsService(pair) && scrapesPortOf(pair)),
    ],
    (way) => way(),
  );
  if (isScraped) {
    return;
  }
  const selecting = monitored.find((pair) => selectsPodsOf(pair[1], workload) && selectsService(pair));
  if (selecting !== undefined) {
    const [monitor, selected] = selecting;
    report(workload, `${objectNameOf(monitor)} selects Service ${objectNameOf(selected)}, but scrapes no port that this has`, {
      fix: `name a port of Service ${objectNameOf(selected)} in the endpoints of ${objectNameOf(monitor)}`,
    });
  } else {
    report(workload, `nothing scrapes ${objectNameOf(workload)}, which Service ${objectNameOf(service)} exposes`, {
      fix: `add a ServiceMonitor that selects the labels of Service ${objectNameOf(service)}`,
    });
  }
}
