import { readFileSync } from "node:fs";
import path from "node:path";

/** What is wrong with one path of a chart's values. */
export interface ValuesFinding {
  /** Dots and backslashes inside a key are escaped with a backslash. */
  path: string;
  /**
   * `unknown`: neither values.yaml nor a template nor the schema has it. `unread`: values.yaml has it, and no template reads it. `removed`: the chart
   * fails when it is set. `type`: a scalar where the chart has a map.
   */
  kind: "unknown" | "unread" | "removed" | "type";
}

/** The facts of one chart, as in `test-data/charts`. */
export interface ChartFacts {
  /** Each path of values.yaml: its type, or its type and default. */
  keys: Record<string, string | [string, unknown]>;
  schemaKeys: Record<string, string | string[]>;
  /** Paths that templates read; `*` is any one key. */
  seenInTemplates: string[];
  /** Paths that templates render as a whole. */
  wholeInTemplates: string[];
  failsIfSet: string[];
  dependencies: { name: string; alias?: string; condition?: string; file?: string }[];
}

export type FactsReader = (file: string) => ChartFacts;

const DIRECTORY = path.join(__dirname, "..", "test-data", "charts");

/** Everything in the values that the chart does not know or does not read. A value that is a list is one leaf, like a scalar. */
export function checkChartValues(file: string, values: object, read: FactsReader = readFacts): ValuesFinding[] {
  return leaves(values).flatMap((leaf) => {
    const verdict = judge(file, leaf, read);
    return verdict === "known" ? [] : [{ path: leaf.segments.map(escapeSegment).join("."), kind: verdict }];
  });
}

const cache = new Map<string, ChartFacts>();

function readFacts(file: string): ChartFacts {
  const facts = cache.get(file) ?? (JSON.parse(readFileSync(path.join(DIRECTORY, file), "utf8")) as ChartFacts);
  cache.set(file, facts);
  return facts;
}

interface Leaf {
  segments: string[];
  scalar: boolean;
}

function leaves(value: unknown, segments: string[] = []): Leaf[] {
  if (typeof value !== "object" || value === null) {
    return [{ segments, scalar: value !== null }];
  }
  const entries = Array.isArray(value) ? [] : Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.length === 0 ? [{ segments, scalar: false }] : entries.flatMap(([key, entry]) => leaves(entry, [...segments, key]));
}

type Verdict = "known" | ValuesFinding["kind"];

/** The better a verdict, the earlier it stands: a parent chart and its subchart may both have an opinion. */
const VERDICTS: readonly Verdict[] = ["known", "removed", "type", "unread", "unknown"];

function judge(file: string, leaf: Leaf, read: FactsReader): Verdict {
  const facts = read(file);
  const [first = "", ...rest] = leaf.segments;
  if (facts.dependencies.some(({ condition = "" }) => condition.split(",").includes(leaf.segments.join(".")))) {
    return "known";
  }
  const verdicts = [judgeAlone(facts, leaf)];
  for (const { name, alias, file: subchart } of facts.dependencies) {
    if (subchart !== undefined && (alias ?? name) === first) {
      verdicts.push(judge(subchart, { ...leaf, segments: rest }, read));
    } else if (subchart !== undefined && first === "global") {
      verdicts.push(judge(subchart, leaf, read));
    }
  }
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "unknown";
}

interface KeyNode {
  children: Map<string, KeyNode>;
  /** In values.yaml. */
  type?: string;
  schemaType?: string;
  read: boolean;
  whole: boolean;
  removed: boolean;
}

function judgeAlone(facts: ChartFacts, leaf: Leaf): Verdict {
  let nodes = [tree(facts)];
  let rendered = false;
  for (const [depth, segment] of leaf.segments.entries()) {
    if (depth > 0 && nodes.some(isFree)) {
      return "known";
    }
    nodes = nodes.flatMap((node) => [node.children.get(segment), node.children.get("*")]).filter((node) => node !== undefined);
    if (nodes.length === 0) {
      return "unknown";
    }
    if (nodes.some((node) => node.removed && !node.read)) {
      return "removed";
    }
    rendered ||= nodes.some((node) => node.whole);
  }
  if (leaf.scalar && !nodes.some((node) => isFree(node) || node.children.size === 0 || node.schemaType !== undefined)) {
    return "type";
  }
  return rendered || nodes.some((node) => node.read || someBelow(node)) ? "known" : "unread";
}

/** Whether anything may stand below: it is rendered as it is, or values.yaml has no keys of it and a template reads it. */
function isFree(node: KeyNode): boolean {
  if (node.whole || /^(map\(empty\)|list|null)$/.test(node.type ?? "")) {
    return true;
  }
  const scalar = /^(string|number|boolean)$/.test(node.type ?? "");
  return node.children.size === 0 && !scalar && (node.read || /object|any/.test(node.schemaType ?? ""));
}

function someBelow(node: KeyNode): boolean {
  return [...node.children.values()].some((child) => child.read || child.whole || someBelow(child));
}

const trees = new WeakMap<ChartFacts, KeyNode>();

function tree(facts: ChartFacts): KeyNode {
  const existing = trees.get(facts);
  if (existing !== undefined) {
    return existing;
  }
  const root = newNode();
  const at = (keyPath: string): KeyNode => splitPath(keyPath).reduce(childOf, root);
  for (const [keyPath, type] of Object.entries(facts.keys)) {
    at(keyPath).type = Array.isArray(type) ? type[0] : type;
  }
  for (const [keyPath, type] of Object.entries(facts.schemaKeys)) {
    at(keyPath).schemaType = String(type);
  }
  facts.seenInTemplates.forEach((keyPath) => (at(keyPath).read = true));
  facts.wholeInTemplates.forEach((keyPath) => (at(keyPath).whole = true));
  facts.failsIfSet.forEach((keyPath) => (at(keyPath).removed = true));
  trees.set(facts, root);
  return root;
}

function newNode(): KeyNode {
  return { children: new Map(), read: false, whole: false, removed: false };
}

function childOf(node: KeyNode, segment: string): KeyNode {
  const child = node.children.get(segment) ?? newNode();
  node.children.set(segment, child);
  return child;
}

function splitPath(keyPath: string): string[] {
  return keyPath.split(/(?<!\\)\./).map((segment) => segment.replace(/\\(.)/g, "$1"));
}

function escapeSegment(segment: string): string {
  return segment.replace(/[\\.]/g, "\\$&");
}
