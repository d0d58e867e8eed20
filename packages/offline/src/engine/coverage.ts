import type { EngineResource } from "../model/resource";
import type { CoverageGap } from "../result/result";
import { unwrapSecret } from "../wire/values";

const CHART = /^kubernetes:helm\.sh\/v\d+:(Release|Chart)$/;

/** What of a resource this preview can't show; undefined when it is all there is. */
export function coverageGap(resource: EngineResource): CoverageGap | undefined {
  const at = { urn: resource.urn, ...(resource.source === undefined ? {} : { source: resource.source }) };
  if (CHART.test(resource.type) && (resource.custom || resource.kind === "remote-component")) {
    return { kind: "chart", ...at, message: `chart ${chartName(resource)} is not rendered offline: the objects in it are not in this preview` };
  }
  if (resource.kind === "remote-component") {
    return {
      kind: "remote-component",
      ...at,
      message: `${resource.type} makes its resources in a plugin, which does not run offline: they are not in this preview`,
    };
  }
  return undefined;
}

function chartName(resource: EngineResource): string {
  const [chart, version] = [resource.inputs.chart, resource.inputs.version].map((value) => (value === undefined ? value : unwrapSecret(value)));
  return [chart, version].filter((part) => typeof part === "string").join(" ") || resource.name;
}
