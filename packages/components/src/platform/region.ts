import * as pulumi from "@pulumi/pulumi";
import { getRegionOutput } from "@pulumi/aws/getRegion";

/**
 * The region that a component works in: the one named, else that of the provider in use. For the default provider this is the stack's `aws:region`, so
 * that the usual program looks nothing up.
 */
export function regionOf(component: pulumi.ComponentResource, named?: pulumi.Input<string>): pulumi.Output<string> {
  if (named !== undefined) {
    return pulumi.output(named);
  }
  const usesDefaultProvider = component.getProvider("aws:index:getRegion") === undefined;
  const configured = usesDefaultProvider ? new pulumi.Config("aws").get("region") : undefined;
  return configured === undefined ? getRegionOutput({}, { parent: component }).region : pulumi.output(configured);
}
