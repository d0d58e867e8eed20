import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface NetworkArgs {
  cidrBlock: string;
  zones: string[];
}

export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:network:Network", name, { ...args }, opts);
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: args.cidrBlock }, { parent: this });
    this.vpcId = vpc.id;
    this.subnetIds = args.zones.map((zone, index) => {
      const cidrBlock = args.cidrBlock.replace("0.0/16", `${index}.0/24`);
      return new aws.ec2.Subnet(`${name}-${zone}`, { vpcId: vpc.id, availabilityZone: zone, cidrBlock }, { parent: this }).id;
    });
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }
}
