import type { Output } from "@pulumi/pulumi";
import type { CoverageGap, Diagnostic, ResourceResult, SimulatedCall } from "../result/result";
import type { PropertyMap } from "../wire/values";

/** What a program made in a test. Unlike a `PreviewResult` it holds secrets in clear, so that a test can look at them. */
export class TestStack {
  private readonly all: readonly ResourceResult[];

  constructor(
    resources: readonly ResourceResult[],
    /** What the program exported. */
    readonly outputs: PropertyMap,
    /** What the program logged. */
    readonly diagnostics: readonly Diagnostic[],
    /** The data sources that it called. */
    readonly calls: readonly SimulatedCall[],
    readonly coverageGaps: readonly CoverageGap[],
  ) {
    this.all = resources;
  }

  /** All resources, or those of one type: what they need comes before them, else by URN. */
  resources(type?: string): ResourceResult[] {
    return this.all.filter((resource) => type === undefined || resource.type === type);
  }

  /** The one resource with this URN or logical name. @throws when there is none, or several have the name. */
  resource(urnOrName: string, type?: string): ResourceResult {
    const found = this.all.filter(
      (resource) => (resource.urn === urnOrName || resource.name === urnOrName) && (type === undefined || resource.type === type),
    );
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const wanted = `"${urnOrName}"${type === undefined ? "" : ` of type ${type}`}`;
      const list = (only === undefined ? this.all : found).map((resource) => `  ${resource.urn}`).join("\n");
      throw new Error(
        `${only === undefined ? "no resource" : `${found.length} resources`} ${wanted}; there ${only === undefined ? "are" : "is one for each of"}:\n${list}`,
      );
    }
    return only;
  }

  /** The URN of every resource, sorted. */
  urns(): string[] {
    return this.all.map((resource) => resource.urn).sort();
  }

  /** Resources directly below the stack that are not components: in the test of a component, children whose `parent` was forgotten. */
  unparented(): ResourceResult[] {
    const stack = this.all.find((resource) => resource.kind === "stack")?.urn;
    return this.all.filter((resource) => resource.parent === stack && resource.kind !== "component" && resource.kind !== "remote-component");
  }
}

/** The value of an output, secrets in clear. @throws when it is not known in a preview. */
export async function value<T>(output: Output<T>): Promise<T> {
  const internal = output as unknown as { isKnown: Promise<boolean>; promise(withUnknowns?: boolean): Promise<T> };
  if (!(await internal.isKnown)) {
    throw new Error(
      'the output is not known in this preview: its resource has no simulated value for it, or the preview ran with outputs: "unknown"',
    );
  }
  return internal.promise(true);
}
