// Brings what the two engines say of a program into one form, and lists where they differ. Lists that have no order are sorted.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../../scripts/lib/shell.mjs";

const require = createRequire(import.meta.url);
const { readable } = require(path.join(root, "packages", "offline", "dist", "preview", "failure.js"));
const { relativeFile } = require(path.join(root, "packages", "offline", "dist", "engine", "source.js"));

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How the policy SDK begins what it says of a policy that met an unknown value. Our results have a list of their own for these, with what follows. */
const UNDETERMINED = /^can't run (?:policy|remediation) '.*?' from policy pack '.*?' during preview: /;

/** With or without these words: it is a matter of chance whether the SDK's runner still waits for the program when the error gets there. */
const OF_THE_RUNNER = /^Running program '.*?' failed with an unhandled exception:\n/;

/** What the CLI says of plugins that it did not install itself, and of its own end. */
const OF_THE_RIG = /^using pulumi-\S+ from \$PATH|^resource plugin \S+ is expected to have version|^preview failed$/;

/** Our result: its resources by URN, what packs and the program said, and why it failed. `printed` is what the program wrote. */
export function ofOurs(result, printed) {
  const logged = result.diagnostics.map(({ severity, urn = "", message }) => [severity, urn, message]);
  // A program's own error has been logged, unless it ended without a word.
  const failures = result.errors
    .filter(({ origin }) => origin !== "program" || !logged.some(([severity]) => severity === "error"))
    .map(({ urn = "", message }) => ["error", urn, message]);
  const resources = result.resources.map((resource) => [
    resource.urn,
    {
      kind: resource.kind === "remote-component" ? "component" : resource.kind,
      type: resource.type,
      parent: resource.parent,
      provider: resource.provider ?? "",
      id: resource.kind === "custom" || resource.kind === "read" ? (resource.id ?? "") : "",
      inputs: withoutMarks(resource.inputs),
      // Events are about the program's resources.
      outputs: resource.kind === "default-provider" ? undefined : withoutMarks(resource.outputs),
      dependencies: resource.dependencies,
      propertyDependencies: resource.propertyDependencies,
      options: recorded(resource.options),
    },
  ]);
  return {
    resources: Object.fromEntries(resources),
    sources: entriesOf(result.resources, ({ source }) => source && `${source.file}:${source.line}:${source.column}`),
    aliases: entriesOf(result.resources, ({ options }) => options.aliases?.map(aliasOfOurs)),
    policies: grouped([
      ...result.violations.map(({ policyPack, policy, urn, level, message, severity = "" }) => [policyPack, policy, urn, level, severity, message]),
      ...result.undetermined.map(({ policyPack, policy, urn, message }) => [policyPack, policy, urn, "advisory", "", message]),
    ]),
    remediations: grouped(result.remediations.map(({ policyPack, policy, urn }) => [policyPack, policy, urn, ""])),
    diagnostics: grouped([...logged, ...failures, ...printed.filter((line) => line.trim() !== "").map((line) => ["info", "", line])]),
    failed: result.status === "failed" || result.violations.some(({ level }) => level === "mandatory"),
  };
}

/** The stock CLI's digest, plan and events, in the same form. Messages name files relative to the directory, and of a stack trace the program's own lines. */
export function ofStock({ digest, plan, events, code }, directory, packs = []) {
  const outputs = new Map(
    events.flatMap(({ resOutputsEvent: event }) => (event === undefined ? [] : [[event.metadata.urn, event.metadata.new?.outputs ?? {}]])),
  );
  const goals = plan.resourcePlans ?? {};
  const resources = new Map();
  for (const { op, urn, newState: state } of digest.steps ?? []) {
    if (state === undefined) {
      continue;
    }
    resources.set(urn, {
      kind: kindOf(op, state),
      type: state.type,
      parent: state.parent ?? "",
      provider: (state.provider ?? "").replace(/::[^:]*$/, ""),
      id: state.type.startsWith("pulumi:providers:") ? "" : known(state.id ?? ""),
      inputs: withoutMarks(state.inputs ?? {}),
      outputs: withoutMarks(outputs.get(urn) ?? state.outputs ?? {}),
      dependencies: [...(state.dependencies ?? [])].sort(),
      propertyDependencies: dependencies(state.propertyDependencies),
      options: optionsOf(state, goals[urn]?.goal),
    });
  }
  // Steps leave out default providers, plans have them; but a preview that fails has no plan.
  for (const [urn, { goal }] of Object.entries(goals)) {
    if (!resources.has(urn) && goal !== undefined) {
      resources.set(urn, {
        kind: "default-provider",
        type: goal.type,
        parent: goal.parent ?? "",
        provider: "",
        id: "",
        inputs: withoutMarks(goal.inputDiff?.adds ?? {}),
        outputs: undefined,
        dependencies: [],
        propertyDependencies: {},
        options: optionsOf({}, goal),
      });
    }
  }
  const states = (digest.steps ?? []).flatMap(({ newState: state }) => (state === undefined ? [] : [state]));
  const planned = Object.entries(goals).map(([urn, { goal }]) => ({ urn, ...goal }));
  return {
    resources: Object.fromEntries(resources),
    sources: entriesOf(states, (state) => (state.type === "pulumi:pulumi:Stack" ? undefined : sourceOf(state, directory))),
    aliases: entriesOf(planned, ({ structuredAliases }) => structuredAliases?.map(aliasOfStock)),
    policies: grouped(
      events.flatMap(({ policyEvent: event }) => {
        if (event === undefined) {
          return [];
        }
        const level = event.enforcementLevel === "warning" ? "advisory" : event.enforcementLevel;
        const message = plain(event.message);
        const severity = UNDETERMINED.test(message) ? "" : (event.severity ?? "");
        return [[event.policyPackName, event.policyName, event.resourceUrn ?? "", level, severity, message.replace(UNDETERMINED, "")]];
      }),
    ),
    remediations: grouped(
      events.flatMap(({ policyRemediationEvent: event }) =>
        event === undefined ? [] : [[event.policyPackName, event.policyName, event.resourceUrn, ""]],
      ),
    ),
    diagnostics: grouped(
      events.flatMap(({ diagnosticEvent: event }) =>
        event === undefined || event.ephemeral || event.severity === "debug" || OF_THE_RIG.test(event.message.trim())
          ? []
          : [
              [
                event.severity.replace("#err", ""),
                event.urn ?? "",
                readableIn(event.message, [directory, ...packs]).replace(/^Preview failed: /, ""),
              ],
            ],
      ),
    ),
    failed: code !== 0,
  };
}

/** The leaves that differ, as `{ at, stock, ours }`; `at` is the path. */
export function differences(stock, ours, at = []) {
  if (isContainer(stock) && isContainer(ours) && Array.isArray(stock) === Array.isArray(ours)) {
    const keys = [...new Set([...Object.keys(stock), ...Object.keys(ours)])].sort();
    return keys.flatMap((key) => differences(stock[key], ours[key], [...at, key]));
  }
  return JSON.stringify(stock) === JSON.stringify(ours) ? [] : [{ at, stock, ours }];
}

/** What the stock engine records, too: not the plugin's version and address, which are in the provider's inputs; aliases are compared by themselves. */
function recorded({ version: _, pluginDownloadUrl: __, aliases: ___, ...options }) {
  return options;
}

/** With files relative to the program or to the pack that names them. */
function readableIn(message, directories) {
  return directories.reduce(readable, message);
}

/** What each thing has, by URN, where it has any. */
function entriesOf(things, pick) {
  return Object.fromEntries(things.map((thing) => [thing.urn, pick(thing)]).filter(([, picked]) => picked !== undefined));
}

/** The line that a resource comes from, chosen as we choose it: the nearest one outside installed packages, else the nearest. */
function sourceOf({ sourcePosition, stackTrace = [] }, directory) {
  const positions = [sourcePosition, ...stackTrace.map((frame) => frame.sourcePosition)].flatMap((position) => {
    const [, file, line, column] = /^project:\/\/\/(.*)#(\d+),(\d+)$/.exec(position ?? "") ?? [];
    return file === undefined ? [] : [`${relativeFile(path.resolve(directory, decodeURIComponent(file)), directory)}:${line}:${column}`];
  });
  return positions.find((position) => !position.startsWith("node_modules/")) ?? positions[0];
}

function aliasOfOurs(alias) {
  return alias.startsWith("{") ? JSON.parse(alias) : { urn: alias };
}

function aliasOfStock({ URN: urn, Name: name, Type: type, Project: project, Stack: stack, Parent: parent, NoParent: noParent }) {
  return Object.fromEntries(Object.entries({ urn, name, type, project, stack, parent, noParent }).filter(([, value]) => value));
}

function isContainer(value) {
  return typeof value === "object" && value !== null;
}

function kindOf(op, state) {
  if (op === "read") {
    return "read";
  }
  if (!state.custom) {
    return state.type === "pulumi:pulumi:Stack" ? "stack" : "component";
  }
  return state.type.startsWith("pulumi:providers:") ? "provider" : "custom";
}

function optionsOf(state, goal) {
  const options = {
    protect: state.protect ?? goal?.protect,
    retainOnDelete: state.retainOnDelete,
    deleteBeforeReplace: goal?.deleteBeforeReplace,
    ignoreChanges: state.ignoreChanges ?? goal?.ignoreChanges,
    replaceOnChanges: state.replaceOnChanges,
    additionalSecretOutputs: [...(state.additionalSecretOutputs ?? [])].sort(),
    import: state.importID,
    deletedWith: state.deletedWith,
    replaceWith: state.replaceWith,
    customTimeouts: Object.fromEntries(Object.entries(state.customTimeouts ?? {}).filter(([, value]) => value > 0)),
    hooks: Object.fromEntries(Object.entries(state.resourceHooks ?? {}).map(([moment, names]) => [moment[0].toLowerCase() + moment.slice(1), names])),
  };
  const isSet = (value, key) =>
    value !== undefined &&
    (value !== false || key === "deleteBeforeReplace") &&
    value !== "" &&
    (typeof value !== "object" || (value !== null && Object.keys(value).length > 0));
  return Object.fromEntries(Object.entries(options).filter(([key, value]) => isSet(value, key)));
}

function dependencies(byProperty = {}) {
  const filled = Object.entries(byProperty).filter(([, urns]) => urns?.length > 0);
  return Object.fromEntries(filled.map(([key, urns]) => [key, [...urns].sort()]));
}

/** The CLI prints secrets as text, ours are marked. */
function withoutMarks(value) {
  if (!isContainer(value)) {
    return value;
  }
  if (value[SIGNATURE] === SECRET) {
    return "[secret]";
  }
  if (value[SIGNATURE] === ASSET) {
    // Events shorten what an asset holds; its hash is there.
    const { text: _, ...asset } = value;
    return asset;
  }
  if (value[SIGNATURE] === RESOURCE) {
    const { packageVersion: _, ...reference } = value;
    return { ...reference, ...(reference.id === undefined ? {} : { id: known(reference.id) }) };
  }
  return Array.isArray(value) ? value.map(withoutMarks) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)]));
}

function known(id) {
  return id === "04da6b54-80e4-46f7-96ec-b56ff0331ba9" ? "" : id;
}

/** Without the markup for colours, and the number of a process. */
function plain(text) {
  return text
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^\(node:\d+\)/, "(node)")
    .replace(OF_THE_RUNNER, "");
}

/** Texts by what they are about: the last of each entry by the others. */
function grouped(entries) {
  const groups = {};
  for (const entry of entries) {
    const about = entry.slice(0, -1).join(" ");
    (groups[about] ??= []).push(plain(entry.at(-1)).trim());
  }
  return Object.fromEntries(Object.entries(groups).map(([about, texts]) => [about, texts.sort().map(parsed)]));
}

/** What our own pack reports is JSON. */
function parsed(text) {
  return text.startsWith("{") ? JSON.parse(text) : text;
}
