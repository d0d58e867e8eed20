/** The value of a Kubernetes quantity (`250m`, `1.5`, `512Mi`, `1e3`) in its base unit: cores, bytes or a count. Undefined for what is none. */
export function quantity(value: string | number | undefined): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const [, digits, suffix = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(m|k|M|G|T|P|E|[KMGTPE]i|n|u)?$/.exec(String(value).trim()) ?? [];
  return digits === undefined ? undefined : Number(digits) * (FACTORS[suffix] ?? 1);
}

const FACTORS: Readonly<Record<string, number | undefined>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** How many of `total` an `IntOrString` such as `1` or `25%` stands for, rounded up as in a disruption budget; undefined when it is neither. */
export function shareOf(value: string | number | undefined, total: number): number | undefined {
  if (typeof value === "number") {
    return value;
  }
  const [, percentage] = /^(\d+)%$/.exec(value ?? "") ?? [];
  if (percentage !== undefined) {
    return Math.ceil((Number(percentage) * total) / 100);
  }
  return /^\d+$/.test(value ?? "") ? Number(value) : undefined;
}
