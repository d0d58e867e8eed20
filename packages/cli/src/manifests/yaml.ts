import { CORE_SCHEMA, type State, Type, loadAll } from "js-yaml";

/** As Kubernetes reads YAML: a date is a text. */
const SCHEMA = CORE_SCHEMA.extend({ implicit: [new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (key: unknown) => key === "<<" })] });

/** A YAML document, and where in its file everything stands. JSON is YAML, too. */
export interface Document {
  value: unknown;
  /** The line of the value at a path such as `spec.containers[0].image`, or of the last part of it that is there. Lines start at 1. */
  lineOf(path: string): number;
}

/** What the parser says of a value as it goes: where it began, and what was found in it, keys and values in turn. */
interface Node {
  line: number;
  kind: string | null;
  result: unknown;
  children: Node[];
}

/** @throws `YAMLException`, which knows the line. */
export function readDocuments(text: string, name: string): Document[] {
  const roots: Node[] = [];
  const open: Node[] = [];
  const listener = (event: "open" | "close", state: State): void => {
    if (event === "open") {
      open.push({ line: state.line + 1, kind: null, result: undefined, children: [] });
      return;
    }
    const node = open.pop();
    if (node !== undefined) {
      node.kind = state.kind;
      node.result = state.result as unknown;
      const [only, ...others] = node.children;
      // The parser first takes a flow collection for the key of a block.
      if (only !== undefined && others.length === 0 && only.kind === node.kind && only.result === node.result) {
        node.children = only.children;
      }
      (open.at(-1)?.children ?? roots).push(node);
    }
  };
  const values: unknown[] = loadAll(text, undefined, { filename: name, schema: SCHEMA, listener });
  return values.map((value, index) => {
    const root = roots[index];
    return { value, lineOf: (path) => (root === undefined ? 1 : lineIn(root, keysOf(path))) };
  });
}

function lineIn(root: Node, keys: readonly (string | number)[]): number {
  let node = root;
  for (const key of keys) {
    const child = childOf(node, key);
    if (child === undefined) {
      break;
    }
    node = child;
  }
  return node.line;
}

function childOf({ kind, result, children }: Node, key: string | number): Node | undefined {
  if (kind === "mapping") {
    return children.find((_, index) => index % 2 === 1 && String(children[index - 1]?.result) === key);
  }
  if (kind === "sequence" && Array.isArray(result) && typeof key === "number") {
    // Items that are empty have no node of their own.
    const item: unknown = result[key];
    return children.find((child, index) => child.result === item && (index === key || typeof item === "object"));
  }
  return undefined;
}

/** The keys of a property path, up to a text that was decoded. */
function keysOf(path: string): (string | number)[] {
  const keys: (string | number)[] = [];
  const part = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  for (let match = part.exec(path); match !== null; match = part.exec(path)) {
    const [, name, index, quoted] = match;
    keys.push(name ?? (index === undefined ? (JSON.parse(quoted ?? '""') as string) : Number(index)));
  }
  return keys;
}
