import { FAILSAFE_SCHEMA, loadAll, Type } from "js-yaml";
import { isObject, type PropertyMap, type PropertyValue } from "../../wire/values";
import type { DataSourceContext, DataSources } from "./dataSource";

/** A kind of plain scalar: what it looks like, and what it means. */
function scalar(tag: string, pattern: RegExp, construct: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${tag}`, {
    kind: "scalar",
    resolve: (text: string | null) => pattern.test(text ?? ""),
    construct: (text: string | null) => construct(text ?? ""),
  });
}

/** Kubernetes reads YAML 1.1, in which `yes` is true and `0644` is octal; js-yaml's own schemas are of 1.2. */
const yaml11 = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar("null", /^(~|null|Null|NULL|)$/, () => null),
    scalar("bool", /^([yYnN]|[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF)$/, (text) => /^(y|yes|true|on)$/i.test(text)),
    scalar("int", /^[-+]?(0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|[1-9][\d_]*|0)$/, integer),
    scalar("float", /^([-+]?(\.\d+|\d[\d_]*(\.[\d_]*)?)([eE][-+]?\d+)?)$/, (text) => Number(text.replaceAll("_", ""))),
    scalar("merge", /^<<$/, (text) => text),
  ],
});

function integer(text: string): number {
  const digits = text.replaceAll("_", "").replace(/^[-+]/, "");
  const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return text.startsWith("-") ? -value : value;
}

/**
 * The objects of a YAML text, as the provider decodes them for `ConfigFile` and `ConfigGroup`: those with a kind and an apiVersion. Lists stay lists, since the SDK
 * takes them apart; so does what has no namespace, unless the caller names one.
 */
function decode(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const documents = loadAll(String(args.text ?? ""), undefined, { schema: yaml11 }) as PropertyValue[];
  const namespace = args.defaultNamespace;
  const result = documents
    .filter((document): document is { [key: string]: PropertyValue } => isObject(document) && Boolean(document.kind) && Boolean(document.apiVersion))
    .map((document) => {
      const metadata = isObject(document.metadata) ? document.metadata : {};
      const placed = !namespace || metadata.namespace || !context.isNamespaced(document.apiVersion, document.kind);
      return withoutNulls(placed ? document : { ...document, metadata: { ...metadata, namespace } });
    });
  return { result };
}

/** A provider's answer leaves null fields out. */
function withoutNulls(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([key, field]) => [key, withoutNulls(field)]),
  );
}

export const kubernetes: DataSources = { computed: { "kubernetes:yaml:decode": decode } };
