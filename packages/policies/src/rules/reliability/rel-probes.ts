import { choices } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { type Container, type Pod, podOf, podRunners } from "../../kubernetes/pods";

/**
 * Every container that keeps running says when it takes requests and when it is to be restarted. Probes are not the same, since what is only busy would be
 * killed. A probe names a port that the container has. Containers of Jobs and init containers need none, sidecars do. What has no port beside a first
 * container that has one takes no requests, and needs no readiness probe.
 */
export const relProbes = resourceRule({
  id: "rel-probes",
  title: "Readiness and liveness probes",
  severity: "high",
  must: "say by probes when each container takes requests and when it is stuck",
  because: "without them requests go to pods that can't answer, and what hangs is never restarted",
  fix: "add a readinessProbe and a livenessProbe to the container",
  compliance: { wellArchitected: ["REL11-BP01", "REL11-BP03"] },
  appliesTo: podRunners,
  config: {
    required: choices("Probes that a container must have.", ["readiness", "liveness", "startup"], ["readiness", "liveness"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const pod = podOf(resource);
    if (pod === undefined || pod.ends) {
      return;
    }
    for (const container of pod.containers.filter(({ role }) => role === "main" || role === "sidecar")) {
      for (const kind of config.required) {
        const probe = container.property.at(`${kind}Probe`);
        if (probe.isAbsent && !(kind === "readiness" && isHelper(container, pod))) {
          report(`container ${container.name} has no ${kind}Probe`, { path: container.property.path, fix: `add a ${kind}Probe to the container` });
        }
      }
      attempt(() => {
        const { readiness, liveness } = probesOf(container);
        if (!readiness.isAbsent && !liveness.isAbsent && text(readiness) === text(liveness)) {
          report(`container ${container.name} is restarted by the same probe that takes it out of service`, {
            path: liveness.path,
            fix: "let the livenessProbe ask less than the readinessProbe, or give it a higher failureThreshold",
          });
        }
      });
      for (const probe of Object.values(probesOf(container))) {
        attempt(() => {
          const port = ["httpGet", "tcpSocket"].map((handler) => probe.at(handler, "port")).find((one) => !one.isAbsent);
          const name = port?.string();
          // A number in text is a number to Kubernetes, too.
          if (port !== undefined && name !== undefined && !/^\d+$/.test(name) && !portNames(container).includes(name)) {
            report(`container ${container.name} is probed at the port "${name}", which it does not have`, {
              path: port.path,
              fix: `name one of its ports ${name}, or probe one that it has`,
            });
          }
        });
      }
    }
  },
});

/** It has no port, and the pod's first container, which is the one that others help, has. */
function isHelper({ property }: Container, { containers }: Pod): boolean {
  const first = containers.find(({ role }) => role === "main");
  const ports = first?.property.at("ports");
  return property.at("ports").isAbsent && ports !== undefined && !ports.isUnknown && ports.items().length > 0;
}

function probesOf({ property }: Container): Record<"readiness" | "liveness" | "startup", Property> {
  return { readiness: property.at("readinessProbe"), liveness: property.at("livenessProbe"), startup: property.at("startupProbe") };
}

function portNames({ property }: Container): (string | undefined)[] {
  return property
    .at("ports")
    .items()
    .map((port) => port.at("name").string());
}

/** Equal values have equal texts. */
function text(property: Property): string {
  const entries = property.entries().map(([key, value]) => [key, text(value)] as const);
  return entries.length > 0
    ? JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify([property.items().map(text), property.string() ?? property.number() ?? property.boolean() ?? null]);
}
