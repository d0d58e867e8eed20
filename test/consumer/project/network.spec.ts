// A user's own test, on the test kit.
import { deepStrictEqual, match } from "node:assert";
import { MultiAzNetwork } from "@firmament/components";
import { preview, value } from "@firmament/offline/testing";

async function main(): Promise<void> {
  const tags = { costCenter: "cc-1042", environment: "dev", owner: "shop@example.com", team: "shop", service: "shop" };
  let network!: MultiAzNetwork;
  const stack = await preview(
    () => {
      network = new MultiAzNetwork("shop", { cidrBlock: "10.32.0.0/16", availabilityZones: ["a", "b"], tags });
    },
    { config: { "aws:region": "eu-west-1" } },
  );
  deepStrictEqual(stack.unparented(), []);
  match(await value(network.vpcId), /^vpc-/);
  deepStrictEqual(stack.resources("aws:ec2/natGateway:NatGateway").length, 2);
}

void main();
