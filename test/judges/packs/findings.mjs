// What policies said, as lines that can be compared and read: of the stock CLI's events, of a result of the offline preview, and of a report.

/** `mandatory rel-probes web: container web has no livenessProbe`, and all the rest of it, for each finding of what `ofStock` and `ofOurs` call `policies`. */
export function findingsOf(policies) {
  return Object.entries(policies).flatMap(([about, messages]) => {
    const [, policy, urn, level] = about.split(" ");
    return messages.map((message) => ({ title: `${level} ${policy} ${nameOf(urn)}: ${firstLine(message)}`, whole: `${about} ${message}` }));
  });
}

/** The lines of `findings` that are not in `others`, or are other ones there in any detail. */
export function without(findings, others) {
  const known = new Set(others.map(({ whole }) => whole));
  return findings
    .filter(({ whole }) => !known.has(whole))
    .map(({ title }) => title)
    .sort();
}

/** The lines of a report, which also has what is exempt and what has been mended. */
export function linesOfReport({ packs }) {
  const shown = packs.flatMap(({ findings }) => findings).filter(({ kind }) => kind !== "exempt" && kind !== "remediated");
  return shown.map(({ level, rule, urn, what }) => `${level} ${rule} ${nameOf(urn)}: ${withoutFigures(what)}`).sort();
}

export function linesOf(findings) {
  return findings.map(({ title }) => title.replace(/: (?:exemption|configuration|rule failed): /, ": ")).sort();
}

function firstLine(message) {
  return withoutFigures(message.split("\n")[0]);
}

/** Fingerprints are compared with the whole. */
function withoutFigures(text) {
  return text.replace(/ \(\d+ characters, fingerprint [0-9a-f]{8}\)/, "");
}

function nameOf(urn) {
  return urn.split("::").at(-1);
}
