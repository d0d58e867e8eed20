import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A table with what belongs to it: the innermost of three levels. */
class Store extends pulumi.ComponentResource {
  readonly table: aws.dynamodb.Table;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:data:Store", name, {}, pulumi.mergeOptions({ aliases: [{ type: "acme:index:Store" }] }, opts));
    this.table = new aws.dynamodb.Table(
      `${name}-table`,
      { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" },
      { parent: this, ignoreChanges: ["readCapacity"], aliases: [{ name: `${name}-items` }] },
    );
    new aws.appautoscaling.Target(
      `${name}-reads`,
      { minCapacity: 1, maxCapacity: 10, resourceId: pulumi.interpolate`table/${this.table.name}`, scalableDimension: "dynamodb:table:ReadCapacityUnits", serviceNamespace: "dynamodb" },
      { parent: this.table, deletedWith: this.table },
    );
    this.registerOutputs({ name: this.table.name });
  }
}

class Service extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:app:Service", name, { kind: "service" }, opts);
    const store = new Store(`${name}-store`, { parent: this, aliases: [{ parent: pulumi.rootStackResource }, { name: `${name}-data` }] });
    new aws.sqs.Queue(`${name}-jobs`, {}, { parent: this, protect: false, retainOnDelete: false, dependsOn: store });
    new aws.sns.Topic(`${name}-events`, {}, { parent: this, protect: true, aliases: [{ parent: pulumi.rootStackResource, name: "messages" }, "urn:pulumi:dev::inherited-options::aws:sns/topic:Topic::events"] });
    this.registerOutputs({ store });
  }
}

class Region extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:app:Region", name, {}, opts);
    new Service(`${name}-orders`, { parent: this });
    new Service(`${name}-search`, { parent: this, protect: false, customTimeouts: { create: "20m" }, ignoreChanges: ["*"] });
    this.registerOutputs();
  }
}

const key = new aws.kms.Key("data", { description: "encrypts the tables" }, { customTimeouts: { create: "90s", update: "2m30s", delete: "1h" } });
new Region("plain");
new Region("kept", { protect: true, retainOnDelete: true, aliases: [{ name: "primary" }], deletedWith: key, ignoreChanges: ["tags"], replaceOnChanges: ["name"], dependsOn: [key] });

const first = new aws.ec2.Instance("first", { ami: "ami-0123456789abcdef0", instanceType: "t3.micro" }, { deleteBeforeReplace: true, replaceOnChanges: ["tags.*", "ebsBlockDevices[*].volumeSize"] });
new aws.ec2.EipAssociation("first", { instanceId: first.id, allocationId: "eipalloc-0123" }, { deleteBeforeReplace: false, replaceWith: [first], additionalSecretOutputs: ["publicIp"] });
new aws.ec2.Instance("second", { ami: "ami-0123456789abcdef0", instanceType: "t3.micro" }, { replacementTrigger: first.id, hideDiffs: ["tags"], ignoreChanges: ["ami", "userData"] });
