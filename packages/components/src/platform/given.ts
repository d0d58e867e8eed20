import { Problems } from "./problems";

/** What to do about each argument without which nothing else can be read. */
const ADVICE = {
  cluster: "pass a MultiAzCluster, or its values as an object",
  metrics: "pass a PrometheusStack, or its values as an object",
  network: "pass a MultiAzNetwork, or its values as an object",
  targets: "promise something, such as { availability: 99.9 }",
} as const;

/**
 * Checks, before anything is read, that the arguments are there, and among them those named: a program in JavaScript can leave out what TypeScript asks for.
 * @throws `pulumi.InputPropertiesError` with all that are missing.
 */
export function checkGiven<Args extends object>(
  component: string,
  name: string,
  args: Args,
  ...required: (keyof Args & keyof typeof ADVICE)[]
): void {
  const problems = new Problems();
  if (problems.require(isGiven(args), "args", "missing; pass an object with at least tags")) {
    for (const property of required) {
      problems.require(isGiven(args[property]), property, `missing; ${ADVICE[property]}`);
    }
  }
  problems.throwIfAny(component, name);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
