// The differences that remain, by the headings of docs/differences.md, which gives the reason of each. `is` tells whether a leaf that differs is of the kind,
// and `subjects` are all that show it: one that shows it no longer fails the judge, as does one that begins to. With `chance`, they may show it or not.
const MASK = "[secret]";

/** @type {Map<string, { subjects: string[] | "all", chance?: true, is(difference: object, ours: object): boolean }>} */
export const named = new Map([
  ["Stack tags", { subjects: "all", is: ({ at }) => at[0] === "policies" && at.at(-2) === "tags" && at.at(-1).startsWith("pulumi:") }],
  [
    "Secrets in the open",
    {
      subjects: [
        ...[
          "1,000 resources",
          "component: MultiAzCluster",
          "component: WebService",
          "configuration",
          "dynamic-provider",
          "dynamic-resources",
          "helm",
        ],
        ...["kubernetes-yaml", "provider-inheritance", "provider-methods", "resource-transforms", "secret-flow", "secrets", "stack-references"],
      ],
      is: ({ at, stock, ours }) =>
        ["policies", "resources"].includes(at[0]) && typeof stock === "string" && typeof ours === "string" && isMasked(ours, stock),
    },
  ],
  [
    "Existing resources",
    {
      subjects: ["components", "existing-resources"],
      is({ at }, ours) {
        const resource = ours.resources[at[0] === "resources" ? at[1] : at[1]?.split(" ")[2]];
        const exists = resource?.kind === "read" || resource?.options.import !== undefined;
        return exists && (["id", "inputs", "outputs"].includes(at[2]) || at[3] === "props");
      },
    },
  ],
  [
    "Source lines",
    {
      subjects: [
        ...["1,000 resources", "assets", "component: MultiAzCluster", "component: MultiAzNetwork", "component: SpotMixedNodeGroup", "configuration"],
        ...["data-sources", "esm-javascript", "esm-typescript", "golden-path (dev)", "golden-path (production)", "helm", "kubernetes-yaml"],
        ...["late-resources", "provider-methods", "regions", "remote-components", "shapes", "workspace"],
      ],
      is: ({ at, ours }) => at[0] === "sources" && ours !== undefined,
    },
  ],
  ["Assets from the network", { subjects: ["assets"], is: ({ at, ours }) => at.at(-1) === "hash" && ours === undefined }],
  [
    "Resources made after the end",
    {
      subjects: ["late-resources"],
      chance: true,
      is: ({ at, stock }) => stock === undefined && at[1]?.includes("::before-exit-1"),
    },
  ],
  ["Programs that end themselves", { subjects: ["fails: exits"], is: ({ ours }) => ours === "the program exited with code 7" }],
]);

/** Whether a text is another one with parts of it masked. */
function isMasked(masked, text) {
  const pieces = masked.split(MASK);
  let from = 0;
  const all = pieces.every((piece) => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
  return all && pieces.length > 1;
}
