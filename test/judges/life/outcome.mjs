// What an update that did not end well said.

/** The errors of a result, or where it has none the last that was printed. */
export function problems({ code, errors, stderr, stdout }) {
  if (code === 0) {
    return [];
  }
  return errors.length > 0 ? errors.map(({ message }) => message) : `${stdout}\n${stderr}`.trim().split("\n").slice(-20);
}
