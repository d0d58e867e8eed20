// What an update may replace or delete of a stack that was made with the components of the commit before: nothing, unless a commit needs it, says so here, and
// says in its changeset why. One step a line, as in changes.mjs.
export const expected = {
  replace: "",
  delete: "",
};
