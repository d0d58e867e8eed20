// Brings what the two engines say of a program into one form, and lists where they differ. Lists that have no order are sorted.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Our result: its resources by URN, what packs and the program said, and why it failed. */
export function ofOurs(result) {
  const resources = result.resources.map((resource) => [
    resource.urn,
    {
      kind: resource.kind === "remote-component" ? "component" : resource.kind,
      type: resource.type,
      parent: resource.parent,
      provider: resource.provider ?? "",
      id: resource.kind === "custom" || resource.kind === "read" ? (resource.id ?? "") : "",
      inputs: withoutMarks(resource.inputs),
      outputs: withoutMarks(resource.outputs),
      dependencies: resource.dependencies,
      propertyDependencies: resource.propertyDependencies,
      options: resource.options,
    },
  ]);
  return {
    resources: Object.fromEntries(resources),
    policies: sorted([
      ...result.violations.map(({ policyPack, policy, urn, level, message, severity = "" }) => ({ policyPack, policy, urn, level, severity, message })),
      ...result.undetermined.map(({ policyPack, policy, urn, message }) => ({ policyPack, policy, urn, level: "advisory", severity: "", message })),
    ]),
    remediations: sorted(result.remediations.map(({ policyPack, policy, urn }) => ({ policyPack, policy, urn }))),
    diagnostics: sorted(result.diagnostics.map(({ severity, urn = "", message }) => ({ severity, urn, message: message.trim() }))),
    failed: result.status === "failed" || result.violations.some(({ level }) => level === "mandatory"),
  };
}

/** The stock CLI's digest, plan and events, in the same form. */
export function ofStock({ digest, plan, events, code }) {
  const outputs = new Map(events.flatMap(({ resOutputsEvent: event }) => (event === undefined ? [] : [[event.metadata.urn, event.metadata.new?.outputs ?? {}]])));
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
  // Steps leave out default providers, plans have them.
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
  return {
    resources: Object.fromEntries(resources),
    policies: sorted(
      events.flatMap(({ policyEvent: event }) =>
        event === undefined
          ? []
          : [
              {
                policyPack: event.policyPackName,
                policy: event.policyName,
                urn: event.resourceUrn ?? "",
                level: event.enforcementLevel === "warning" ? "advisory" : event.enforcementLevel,
                severity: event.severity ?? "",
                message: plain(event.message),
              },
            ],
      ),
    ),
    remediations: sorted(
      events.flatMap(({ policyRemediationEvent: event }) =>
        event === undefined ? [] : [{ policyPack: event.policyPackName, policy: event.policyName, urn: event.resourceUrn }],
      ),
    ),
    diagnostics: sorted(
      events.flatMap(({ diagnosticEvent: event }) =>
        event === undefined || event.ephemeral || event.severity === "debug" ? [] : [{ severity: event.severity.replace("#err", ""), urn: event.urn ?? "", message: plain(event.message).trim() }],
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
    aliases: goal?.aliases,
    import: state.importID,
    deletedWith: state.deletedWith,
    replaceWith: state.replaceWith,
    customTimeouts: Object.fromEntries(Object.entries(state.customTimeouts ?? {}).filter(([, value]) => value > 0)),
    hooks: state.resourceHooks,
  };
  const isSet = (value) => value !== undefined && value !== false && value !== "" && (typeof value !== "object" || (value !== null && Object.keys(value).length > 0));
  return Object.fromEntries(Object.entries(options).filter(([, value]) => isSet(value)));
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
  return Array.isArray(value) ? value.map(withoutMarks) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)]));
}

function known(id) {
  return id === "04da6b54-80e4-46f7-96ec-b56ff0331ba9" ? "" : id;
}

/** Without the markup for colours. */
function plain(text) {
  return text.replace(/<\{%[^%]*%\}>/g, "");
}

function sorted(items) {
  return items.map((item) => [JSON.stringify(item), item]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
