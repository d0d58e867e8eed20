import * as pulumi from "@pulumi/pulumi";
import { controlPlaneSubnetId } from "./tiers";

/** The value of an output outside of a preview. All that is known of an output fails together, and each promise has to be caught. */
function settled<T>(output: pulumi.Output<T>): Promise<T> {
  const parts = output as unknown as {
    promise(): Promise<T>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
    allResources(): Promise<unknown>;
  };
  for (const part of [parts.isKnown, parts.isSecret, parts.allResources()]) {
    part.catch(() => undefined);
  }
  return parts.promise();
}

describe("a subnet for the control plane that has been made", () => {
  const subnet = (zoneId: string) => ({ id: pulumi.output("subnet-1"), availabilityZoneId: pulumi.output(zoneId) });

  it("VPC-06: is handed out in a zone that EKS has its control plane in", async () => {
    expect(await settled(controlPlaneSubnetId("core", "a", subnet("use1-az1")))).toBe("subnet-1");
  });

  it("VPC-06: stops the update before a cluster is made in a zone without", async () => {
    await expect(settled(controlPlaneSubnetId("core", "e", subnet("use1-az3")))).rejects.toThrow(
      'MultiAzNetwork "core": 1 problem\n  availabilityZones: zone use1-az3 does not support EKS control-plane subnets; it is "e" in this account, use another',
    );
  });
});
