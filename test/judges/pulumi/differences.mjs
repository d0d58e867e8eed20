// The differences that remain, by the headings of docs/differences.md, which gives the reason of each. `is` tells whether a leaf that differs is of the kind,
// and `subjects` are all that show it: one that shows it no longer fails the judge, as does one that begins to.
const MASK = "[secret]";

/** @type {Map<string, { subjects: string[] | "all", is(difference: object, ours: object, stock: object): boolean }>} */
export const named = new Map([
  [
    "Stack tags",
    { subjects: "all", is: ({ at }) => at[0] === "policies" && at.at(-2) === "tags" && ["pulumi:project", "pulumi:runtime"].includes(at.at(-1)) },
  ],
  [
    "Secrets in messages",
    {
      subjects: ["dynamic-provider", "helm", "kubernetes-yaml", "secrets"],
      is: ({ at, stock, ours }) => at[0] === "policies" && typeof stock === "string" && typeof ours === "string" && ours.includes(MASK),
    },
  ],
  [
    "Existing resources",
    {
      subjects: ["components", "existing-resources"],
      is({ at }, ours) {
        const resource = ours.resources[at[0] === "resources" ? at[1] : at[1].split(" ")[2]];
        const exists = resource?.kind === "read" || resource?.options.import !== undefined;
        return exists && (["id", "inputs", "outputs"].includes(at[2]) || at[3] === "props");
      },
    },
  ],
  [
    "Assets from the network",
    { subjects: ["assets"], is: ({ at, ours }) => at.at(-1) === "hash" && ours === undefined },
  ],
  [
    "Resources made after the end",
    { subjects: ["late-resources"], is: ({ at, stock }) => stock === undefined && at[1].includes("::before-exit-1") },
  ],
]);
