import * as pulumi from "@pulumi/pulumi";

/**
 * Collects everything that is wrong with one component's arguments, so that it is thrown together and before anything is created. Each problem names
 * the value received, the limit, and what to do.
 */
export class Problems {
  private readonly found: { propertyPath: string; reason: string }[] = [];

  add(propertyPath: string, reason: string): void {
    this.found.push({ propertyPath, reason });
  }

  /** Adds the problem unless the condition holds; returns the condition. */
  require(condition: boolean, propertyPath: string, reason: string): boolean {
    if (!condition) {
      this.add(propertyPath, reason);
    }
    return condition;
  }

  /** @throws `pulumi.InputPropertiesError` when there is any problem. */
  throwIfAny(component: string, name: string): void {
    if (this.found.length === 0) {
      return;
    }
    const list = this.found.map((problem) => `  ${problem.propertyPath}: ${problem.reason}`).join("\n");
    throw new pulumi.InputPropertiesError({
      message: `${component} "${name}": ${this.found.length} ${this.found.length === 1 ? "problem" : "problems"}\n${list}`,
      errors: this.found,
    });
  }
}
