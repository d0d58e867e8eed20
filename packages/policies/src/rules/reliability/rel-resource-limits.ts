import { choices } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { podOf, podRunners } from "../../kubernetes/pods";

const AMOUNTS = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"] as const;

/**
 * Every container says how much CPU and memory it needs, and how much memory it may take at most; or its pod does (`spec.resources`). A limit is also a
 * request where there is none. A CPU limit is not asked for by default: it slows a container down while its node is idle.
 */
export const relResourceLimits = resourceRule({
  id: "rel-resource-limits",
  title: "Resource requests and limits",
  severity: "high",
  must: "say how much CPU and memory each container needs, and how much memory it may take",
  because: "the scheduler overfills nodes with pods that ask for nothing, and one leak takes its neighbours down",
  fix: "set resources.requests and resources.limits.memory on the container",
  compliance: { cwe: ["CWE-770"] },
  appliesTo: podRunners,
  config: {
    required: choices("Amounts that a container must give.", AMOUNTS, ["requests.cpu", "requests.memory", "limits.memory"]),
  },
  check: ({ resource, config, report, attempt }) => {
    const pod = podOf(resource);
    for (const { name, role, property } of pod?.containers ?? []) {
      if (pod === undefined || role === "ephemeral") {
        continue;
      }
      attempt(() => {
        const has = (part: string, of: string): boolean =>
          [property.at("resources", part, of), pod.spec.at("resources", part, of)].some((amount) => !amount.isAbsent);
        const missing = config.required.filter((amount) => {
          const [part = "", of = ""] = amount.split(".");
          return !has(part, of) && !(part === "requests" && has("limits", of));
        });
        if (missing.length > 0) {
          const resources = property.at("resources");
          report(`container ${name} has no ${missing.map((amount) => `resources.${amount}`).join(", ")}`, {
            path: resources.isAbsent ? property.path : resources.path,
            fix: `set ${missing.map((amount) => `resources.${amount}`).join(", ")}`,
          });
        }
      });
    }
  },
});
