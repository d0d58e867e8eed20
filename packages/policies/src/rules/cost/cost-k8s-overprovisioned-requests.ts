import { type Option, integer } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { resourceRule } from "../../kernel/rule";
import { type Container, podOf, podRunners } from "../../kubernetes/pods";
import { quantity } from "../../kubernetes/quantity";

const RESOURCES = ["cpu", "memory"] as const;
type Amount = (typeof RESOURCES)[number];

const config = {
  containerCpu: amount("The most CPU that one container may ask for.", "8"),
  containerMemory: amount("The most memory that one container may ask for.", "32Gi"),
  podCpu: amount("The most CPU that one pod may ask for.", "16"),
  podMemory: amount("The most memory that one pod may ask for.", "64Gi"),
  limitPerRequest: integer("How many times its request a limit of CPU or memory may be at most; 0 for any.", 0),
};

/**
 * No container and no pod asks for more than the platform grants without a word. What is asked for is reserved, used or not, so it is requests that are
 * paid for; a limit is also a request where there is none. A pod asks for the sum of what its containers ask for that run together, sidecars included, or
 * for the largest init container, or for what it says itself (`spec.resources`). Whether the requests fit the use no policy can tell; these are caps
 * against a mistaken unit and a copied example, so raise them for a namespace of databases by an exemption. How far a limit may be above its request is an
 * option: what a node's limits add up to beyond its size is used until there is none left.
 */
export const costK8sOverprovisionedRequests = resourceRule({
  id: "cost-k8s-overprovisioned-requests",
  title: "Caps on resource requests",
  severity: "medium",
  must: "ask for no more CPU and memory than the platform grants",
  because: "what a pod asks for is reserved and paid for, whether it is used or not",
  fix: "ask for what the container uses at its peak, and scale out instead of up",
  compliance: { wellArchitected: ["COST02-BP05"] },
  appliesTo: podRunners,
  config,
  check: ({ resource, config: caps, report, attempt }) => {
    const pod = podOf(resource);
    if (pod === undefined) {
      return;
    }
    const containerCaps: Record<Amount, string> = { cpu: caps.containerCpu, memory: caps.containerMemory };
    const podCaps: Record<Amount, string> = { cpu: caps.podCpu, memory: caps.podMemory };
    for (const of of RESOURCES) {
      for (const { name, property } of pod.containers) {
        attempt(() => {
          const [request, limit] = [property.at("resources", "requests", of), property.at("resources", "limits", of)];
          const asked = valueOf(request);
          // To the hundredth, which leaves out what a division of decimals adds.
          const times = asked > 0 ? Number((valueOf(limit) / asked).toFixed(2)) : 0;
          if (caps.limitPerRequest > 0 && times > caps.limitPerRequest) {
            report(`container ${name} may use ${times} times the ${of} that it asks for, more than ${caps.limitPerRequest} times`, {
              path: limit.path,
              fix: "ask for what it uses, or lower the limit",
            });
          }
        });
      }
      const exceeding = pod.containers.filter(({ name, property }) =>
        attempt(() => {
          const request = requestOf(property, of);
          if (valueOf(request) <= most(containerCaps[of])) {
            return false;
          }
          report(`container ${name} asks for ${request.shown()} of ${of}, more than ${containerCaps[of]}`, { path: request.path });
          return true;
        }),
      );
      attempt(() => {
        const asked = askedFor(pod.spec, pod.containers, of);
        // One that is too large by itself has been reported.
        if (exceeding.length === 0 && asked > most(podCaps[of])) {
          report(`pod asks for ${shown(asked, of)} of ${of} in all, more than ${podCaps[of]}`, { path: pod.spec.path });
        }
      });
    }
  },
});

function amount(description: string, defaultValue: string): Option<string> {
  return {
    default: defaultValue,
    schema: { type: "string", description, default: defaultValue },
    mustBe: "a quantity such as 500m or 2Gi",
    read: (value) => (typeof value === "string" && quantity(value) !== undefined ? value : undefined),
  };
}

function most(cap: string): number {
  return quantity(cap) ?? Infinity;
}

/** What the scheduler reserves: the sum of what runs together, or what one init container needs beside the sidecars, if that is more. */
function askedFor(spec: Property, containers: readonly Container[], of: Amount): number {
  const own = requestOf(spec, of);
  if (!own.isAbsent) {
    return valueOf(own);
  }
  let sidecars = 0;
  let atStart = 0;
  let running = 0;
  for (const { property, role } of containers) {
    const value = role === "ephemeral" ? 0 : valueOf(requestOf(property, of));
    if (role === "init") {
      atStart = Math.max(atStart, sidecars + value);
    } else {
      sidecars += role === "sidecar" ? value : 0;
      running += value;
    }
  }
  return Math.max(atStart, running);
}

function requestOf(property: Property, of: Amount): Property {
  const request = property.at("resources", "requests", of);
  return request.isAbsent ? property.at("resources", "limits", of) : request;
}

function valueOf(request: Property): number {
  return quantity(request.stringOrNumber()) ?? 0;
}

function shown(value: number, of: Amount): string {
  return of === "cpu" ? String(Number(value.toFixed(3))) : `${Number((value / 2 ** 30).toFixed(2))}Gi`;
}
