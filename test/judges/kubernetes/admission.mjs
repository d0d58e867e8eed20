// Asks an API server whether it would take an object, with nothing stored.

const FIELD_MANAGER = "fieldManager=pulumi&fieldValidation=Strict";
const APPLY = "application/apply-patch+yaml";

/** What asks the server of `request` about objects. */
export function admission({ request }) {
  const kinds = new Map();

  /** The address of the collection that an object belongs to. */
  async function collectionOf({ apiVersion, kind, metadata }) {
    const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!kinds.has(group)) {
      kinds.set(group, (await request("GET", group)).body.resources ?? []);
    }
    const found = kinds.get(group).find((each) => each.kind === kind && !each.name.includes("/"));
    if (found === undefined) {
      throw new Error(`the API server knows no ${kind} in ${apiVersion}`);
    }
    return found.namespaced ? `${group}/namespaces/${metadata.namespace ?? "default"}/${found.name}` : `${group}/${found.name}`;
  }

  /** A warning counts as much as a refusal. */
  const problems = (verb, { status, body, warnings }) => [
    ...(status < 300 ? [] : [`${verb}: ${body.message}`]),
    ...warnings.map((text) => `${verb} warns: ${text}`),
  ];

  const create = async (object) => request("POST", `${await collectionOf(object)}?${FIELD_MANAGER}&dryRun=All`, object);
  const apply = async (object, options) =>
    request("PATCH", `${await collectionOf(object)}/${object.metadata.name}?${FIELD_MANAGER}&force=true${options}`, object, APPLY);

  return {
    /** Stores an object. @returns what the server has against it. */
    store: async (object) => problems("apply", await apply(object, "")),

    /** What the server has against an object, when it is created and when it is applied, and against a pod of its template, if it has one. */
    async objections(object) {
      const pod = podOf(object);
      return [
        ...problems("create", await create(object)),
        ...problems("apply", await apply(object, "&dryRun=All")),
        ...(pod === undefined ? [] : problems("create its pod", await create(pod))),
      ];
    },
  };
}

/** Pod Security only warns of a template, and refuses pods. */
function podOf({ metadata, spec }) {
  const template = spec?.template;
  return template?.spec?.containers === undefined
    ? undefined
    : { apiVersion: "v1", kind: "Pod", metadata: { ...template.metadata, name: metadata.name, namespace: metadata.namespace }, spec: template.spec };
}
