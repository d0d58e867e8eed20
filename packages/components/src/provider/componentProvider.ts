import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { Problems } from "../platform/problems";
import { plainInputs } from "./plainInputs";
import type { PackageSchema } from "./schema";

export type ComponentClass = new (name: string, args: never, options?: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

/**
 * Serves components to programs in other languages. The SDK's own `componentProviderHost` reads the schema from TypeScript sources whenever it starts, which takes
 * seconds, half a gigabyte and sources that the package does not ship; this one has it ready.
 */
export class ComponentProvider implements Provider {
  readonly version: string;
  readonly schema: string;

  constructor(
    private readonly packageSchema: PackageSchema,
    private readonly components: Record<string, ComponentClass>,
  ) {
    this.version = packageSchema.version;
    this.schema = JSON.stringify(packageSchema);
  }

  async construct(name: string, type: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions): Promise<ConstructResult> {
    const { resources } = this.packageSchema;
    const className = type.split(":").at(-1) ?? "";
    const [described, Component] = [resources[type], this.components[className]];
    if (described === undefined || Component === undefined) {
      throw new Error(`there is no component ${type}; there are ${Object.keys(resources).join(", ")}`);
    }
    const problems = new Problems();
    const args = await plainInputs(this.packageSchema, type, inputs, problems);
    problems.throwIfAny(className, name);
    const component = new Component(name, args as never, options) as pulumi.ComponentResource & Record<string, unknown>;
    return { urn: component.urn, state: Object.fromEntries(Object.keys(described.properties).map((property) => [property, component[property]])) };
  }
}
