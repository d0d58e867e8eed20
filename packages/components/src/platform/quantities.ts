/** A duration as Prometheus takes it: each unit at most once, the greater before the smaller. */
const DURATION = /^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/;

/** Seconds in each unit of a Prometheus duration. */
const UNIT_SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800, y: 31_536_000 };

export const DAY = 86_400;

/** The seconds of a duration as Prometheus writes it, such as `500ms`, `15d` or `1h30m`; undefined when it is none. */
export function parseDuration(text: unknown): number | undefined {
  if (typeof text !== "string" || !DURATION.test(text)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit ?? ""] ?? 0);
  }
  return round(seconds);
}

const BINARY: Record<string, number> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** The bytes of a Kubernetes quantity of storage or memory with a binary suffix, such as `100Gi`; undefined when it is none. */
export function parseBytes(text: unknown): number | undefined {
  const match = typeof text === "string" ? /^(\d+)([KMGT]i)$/.exec(text) : null;
  return match === null ? undefined : Number(match[1]) * (BINARY[match[2] ?? ""] ?? 0);
}

/** Twelve digits: what is left of a sum of decimals after the error of binary arithmetic is taken away. */
export function round(value: number): number {
  return Number(value.toPrecision(12));
}
