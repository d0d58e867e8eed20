import { createHash } from "node:crypto";
import { dump } from "js-yaml";
import { type PreviewResult, type PropertyMap, type PropertyValue, type ResourceResult, SECRET, SIGNATURE, isUnknown } from "../../packages/offline";

// A result in a form that a person reads, and that a review shows line by line: names without the stack's part, what is usual left out.

/** Longer text is shown by its beginning, length and hash. */
const LONGEST = 300;
const SHOWN = 120;

const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** The whole result but for its timings. */
export function compact(result: PreviewResult): string {
  const prefix = `urn:pulumi:${result.stack}::${result.project}::`;
  const short = (urn: string): string => (urn.startsWith(prefix) ? urn.slice(prefix.length) : urn);
  const root = result.resources.find(({ kind }) => kind === "stack")?.urn ?? "";
  const findings = {
    stackOutputs: values(result.stackOutputs, short),
    calls: result.simulatedCalls.map(({ token, count, answeredBy }) => `${token}: ${answeredBy}${count === 1 ? "" : ` (${count} times)`}`),
    coverageGaps: result.coverageGaps.map((gap) => [gap.kind, ...(gap.urn === undefined ? [] : [short(gap.urn)]), gap.message].join(": ")),
    diagnostics: result.diagnostics.map(({ severity, urn, message }) => [severity, ...(urn === undefined ? [] : [short(urn)]), message].join(": ")),
    errors: result.errors.map(({ origin, source, message }) =>
      [origin, ...(source === undefined ? [] : [`${source.file}:${source.line}`]), message].join(": "),
    ),
  };
  const filled = Object.entries(findings).filter(([, found]) => Object.keys(found).length > 0);
  return [
    `${result.project} / ${result.stack}, outputs ${result.outputMode}: ${result.status}\n`,
    ...result.resources.filter(({ kind }) => kind !== "stack").map((resource) => describe(resource, root, short)),
    yaml(Object.fromEntries(filled)),
  ].join("\n");
}

function describe(resource: ResourceResult, root: string, short: (urn: string) => string): string {
  const { kind, source, provider } = resource;
  const needs = resource.dependencies.map((urn) => {
    const properties = Object.keys(resource.propertyDependencies).filter((key) => resource.propertyDependencies[key]?.includes(urn));
    return short(urn) + (properties.length === 0 ? "" : ` (${properties.join(", ")})`);
  });
  const { version, ...others } = resource.options;
  // What a default provider's name says is not said again.
  const options = { ...others, ...(version === undefined || provider?.endsWith(`default_${version.replaceAll(".", "_")}`) ? {} : { version }) };
  const details = {
    ...(resource.parent === root || resource.parent === "" ? {} : { parent: short(resource.parent) }),
    ...(provider === undefined ? {} : { provider: short(provider).replace(/^pulumi:providers:/, "") }),
    ...(resource.id === undefined ? {} : { id: resource.id }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(Object.keys(resource.inputs).length === 0 ? {} : { inputs: values(resource.inputs, short) }),
    // Those of a provider's resource are mostly made up; what they are made of shows where another resource takes them as input.
    ...(kind === "custom" || kind === "provider" || kind === "default-provider" || Object.keys(resource.outputs).length === 0
      ? {}
      : { outputs: values(resource.outputs, short) }),
  };
  return `${kind} ${short(resource.urn)}${source === undefined ? "" : `  ${source.file}:${source.line}`}\n${yaml(details).replace(/^(?=.)/gm, "  ")}`;
}

function yaml(value: unknown): string {
  return value !== null && typeof value === "object" && Object.keys(value).length === 0
    ? ""
    : dump(value, { lineWidth: -1, flowLevel: 2, noRefs: true, sortKeys: false });
}

/** Property values in which the marks of the wire form are words. */
function values(properties: PropertyMap, short: (urn: string) => string): Record<string, unknown> {
  const shown = (value: PropertyValue): unknown => {
    if (isUnknown(value)) {
      return "<unknown>";
    }
    if (typeof value === "string") {
      return text(value.startsWith("urn:pulumi:") ? short(value) : value);
    }
    if (value === null || typeof value !== "object") {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map(shown);
    }
    const { [SIGNATURE]: signature, ...fields } = value;
    const named = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, key === "hash" ? String(field).slice(0, 12) : shown(field)]));
    switch (signature) {
      case undefined:
        return named;
      case SECRET:
        return fields.value === "[secret]" ? "<secret>" : { "<secret>": named };
      case ASSET:
        return { "<asset>": named };
      case ARCHIVE:
        return { "<archive>": named };
      case RESOURCE:
        return { "<resource>": named };
      default:
        return { [`<${JSON.stringify(signature)}>`]: named };
    }
  };
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, shown(value)]));
}

function text(value: string): string {
  const hash = (): string => createHash("sha256").update(value).digest("hex").slice(0, 12);
  return value.length <= LONGEST ? value : `${value.slice(0, SHOWN)}… (${value.length} characters, ${hash()})`;
}
