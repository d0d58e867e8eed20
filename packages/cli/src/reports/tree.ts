import type { PreviewResult, ResourceResult } from "@firmament/offline";
import { inProgram, place } from "./source";
import type { Layout } from "./style";
import { summarize } from "./summaries";
import { groupBy } from "./groupBy";
import { fit, plural } from "./text";
import { shortType } from "./urn";

/** Siblings of one type without children: from this many on they share a line. */
const ALIKE = 3;
/** Sibling components of one type: after this many only their number is shown. */
const OPENED = 10;

type Children = ReadonlyMap<string, ResourceResult[]>;

/** A line of the tree, before it is given its place. */
interface Row {
  name: string;
  type: string;
  summary: string;
  source: string;
  component: boolean;
  children: Row[];
}

/** The resources as the program nests them. Default providers are left out: no program asks for one. */
export function resourceTree(result: PreviewResult, layout: Layout): string[] {
  const shown = result.resources.filter((resource) => resource.kind !== "stack" && resource.kind !== "default-provider");
  const urns = new Set(shown.map((resource) => resource.urn));
  const children = groupBy(shown, (resource) => (urns.has(resource.parent) ? resource.parent : ""));
  const roots = rows(inProgramOrder(children.get("") ?? []), children, layout);
  const columns = measure(roots, "", layout);
  return roots.flatMap((row, index) => {
    const block = [line(row, "", columns, layout), ...branch(row.children, "", layout)];
    // What has children stands apart from its neighbours.
    const apart = index > 0 && (row.children.length > 0 || (roots[index - 1]?.children.length ?? 0) > 0);
    return apart ? ["", ...block] : block;
  });
}

/** In the order of the program's lines, which is how its author reads it. What has no line there comes last. */
function inProgramOrder(resources: ResourceResult[]): ResourceResult[] {
  const files = [...new Set(resources.flatMap(({ source }) => (inProgram(source) ? [source.file] : [])))];
  const position = ({ source }: ResourceResult): [number, number] =>
    inProgram(source) ? [files.indexOf(source.file), source.line] : [files.length, 0];
  return resources
    .map((resource) => ({ resource, at: position(resource) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
    .map(({ resource }) => resource);
}

function rows(siblings: ResourceResult[], children: Children, layout: Layout): Row[] {
  const isLeaf = (resource: ResourceResult): boolean => !children.has(resource.urn);
  const groups = groupBy(siblings, (resource) => `${resource.type} ${resource.kind} ${isLeaf(resource)}`);
  // A group stands where its first member does.
  return [...groups.values()]
    .flatMap((group): { position: ResourceResult; row: Row }[] => {
      const first = group[0] as ResourceResult;
      if (layout.expand) {
        return group.map((resource) => ({ position: resource, row: single(resource, children, layout) }));
      }
      if (isLeaf(first) && group.length >= ALIKE) {
        return [{ position: first, row: alike(group) }];
      }
      const opened = group.slice(0, OPENED).map((resource) => ({ position: resource, row: single(resource, children, layout) }));
      const rest = group.slice(OPENED);
      return rest.length === 0 ? opened : [...opened, { position: rest[0] as ResourceResult, row: unopened(rest, children) }];
    })
    .sort(inOrderOf(siblings))
    .map(({ row }) => row);
}

function inOrderOf(siblings: ResourceResult[]): (a: { position: ResourceResult }, b: { position: ResourceResult }) => number {
  const order = new Map(siblings.map((resource, index) => [resource, index]));
  return (a, b) => (order.get(a.position) ?? 0) - (order.get(b.position) ?? 0);
}

function single(resource: ResourceResult, children: Children, layout: Layout): Row {
  const suffix = resource.kind === "read" ? " (existing)" : resource.kind === "remote-component" ? " (remote)" : "";
  return {
    name: resource.name,
    type: `${shortType(resource.type)}${suffix}`,
    summary: summarize(resource),
    source: inProgram(resource.source) ? place(resource.source) : "",
    component: resource.kind === "component" || resource.kind === "remote-component",
    children: rows(children.get(resource.urn) ?? [], children, layout),
  };
}

function alike(group: ResourceResult[]): Row {
  const first = group[0] as ResourceResult;
  const summaries = new Set(group.map(summarize).filter((summary) => summary !== ""));
  const sources = new Set(group.map((resource) => (inProgram(resource.source) ? place(resource.source) : "")));
  return {
    name: `${group.map((resource) => resource.name).reduce(commonPrefix)}…`,
    type: `${shortType(first.type)} × ${group.length.toLocaleString("en-US")}`,
    summary: [...summaries].join("; "),
    source: sources.size === 1 ? ([...sources][0] ?? "") : "",
    component: false,
    children: [],
  };
}

function unopened(group: ResourceResult[], children: Children): Row {
  const count = (resource: ResourceResult): number => (children.get(resource.urn) ?? []).reduce((total, child) => total + count(child), 1);
  return {
    name: `… and ${group.length.toLocaleString("en-US")} more`,
    type: shortType(group[0]?.type ?? ""),
    summary: plural(
      group.reduce((total, resource) => total + count(resource), 0),
      "resource",
    ),
    source: "",
    component: true,
    children: [],
  };
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length += 1;
  }
  return a.slice(0, length);
}

interface Columns {
  name: number;
  type: number;
}

/** Siblings share their columns. A long name takes at most half of the line. */
function measure(siblings: Row[], indent: string, layout: Layout): Columns {
  const widest = (values: string[]): number => values.reduce((width, value) => Math.max(width, value.length), 0);
  return {
    name: Math.min(Math.max(16, Math.floor(layout.width / 2) - indent.length), widest(siblings.map((row) => row.name))),
    type: Math.min(32, widest(siblings.map((row) => row.type))),
  };
}

function branch(siblings: Row[], indent: string, layout: Layout): string[] {
  const columns = measure(siblings, `${indent}   `, layout);
  return siblings.flatMap((row, index) => {
    const last = index === siblings.length - 1;
    return [line(row, `${indent}${last ? "└─ " : "├─ "}`, columns, layout), ...branch(row.children, `${indent}${last ? "   " : "│  "}`, layout)];
  });
}

function line(row: Row, indent: string, columns: Columns, layout: Layout): string {
  const { colors, width } = layout;
  const start = `  ${indent}`;
  // Inside a component only another component's line is worth its place.
  const source = indent === "" || row.component ? row.source : "";
  const space = width - start.length - (source === "" ? 0 : source.length + 2);
  const name = fit(row.name, columns.name);
  const type = fit(row.type, Math.min(columns.type, space - columns.name - 2));
  const summary = fit(row.summary, space - columns.name - columns.type - 4);
  let text = `${colors.dim(start)}${row.component ? colors.bold(name) : name}`;
  let column = start.length + name.length;
  const put = (end: number, word: string, painted: string): void => {
    if (word !== "") {
      text += " ".repeat(end - word.length - column) + painted;
      column = end;
    }
  };
  const typeColumn = start.length + columns.name + 2;
  put(typeColumn + type.length, type, row.component ? colors.cyan(type) : type);
  put(typeColumn + columns.type + 2 + summary.length, summary, colors.dim(summary));
  put(Math.max(width, column + 2 + source.length), source, colors.dim(source));
  return text;
}
