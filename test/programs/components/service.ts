import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceArgs {
  cluster: pulumi.Input<string>;
  image: pulumi.Input<string>;
  count: number;
}

export class Service extends pulumi.ComponentResource {
  public readonly version: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("acme:ecs:Service", name, args, pulumi.mergeOptions({ aliases: [{ type: "acme:index:Service" }] }, opts));
    const below = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(name, { namePrefix: `/ecs/${name}-` }, below);
    const task = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        containerDefinitions: pulumi
          .all([args.image, logs.name])
          .apply(([image, group]) => JSON.stringify([{ name, image, logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": group } } }])),
      },
      below,
    );
    new aws.ecs.Service(name, { cluster: args.cluster, desiredCount: args.count, taskDefinition: task.arn }, { ...below, dependsOn: [logs, task] });
    this.version = pulumi.output(args.image).apply((image) => image.split(":")[1] ?? "latest");
    this.registerOutputs({ version: this.version });
  }
}
