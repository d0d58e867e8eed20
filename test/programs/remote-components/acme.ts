// As the SDK generator writes the components of a plugin.
import * as pulumi from "@pulumi/pulumi";

const version = { version: "1.4.0", pluginDownloadURL: "https://plugins.example.com" };

export class StaticPage extends pulumi.ComponentResource {
  readonly endpoint!: pulumi.Output<string>;

  constructor(name: string, args: { indexContent: pulumi.Input<string>; bucket?: pulumi.Input<pulumi.Resource> }, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:StaticPage", name, { ...args, endpoint: undefined }, pulumi.mergeOptions(version, opts ?? {}), true);
  }
}
