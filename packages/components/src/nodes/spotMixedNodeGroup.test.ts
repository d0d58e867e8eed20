import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { preview, type ResourceResult, type TestStack, value } from "@firmament/offline/testing";
import { early, made, misnamed, tagsOf, untagged } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { SpotMixedNodeGroup, type SpotMixedNodeGroupArgs } from "./spotMixedNodeGroup";
import { args, asg, cluster, euWest1, group, json, tags } from "./spotMixedNodeGroup.fixtures";

const template = (stack: TestStack) => stack.resource("batch-node", "aws:ec2/launchTemplate:LaunchTemplate");

let stack: TestStack;
beforeAll(async () => {
  stack = await group();
});

describe("a group of nodes", () => {
  it("has these children", () => {
    expectGolden(
      join(__dirname, "__golden__/spotMixedNodeGroup.txt"),
      made(stack)
        .map((resource) => resource.urn)
        .sort(),
    );
    expect(stack.unparented()).toEqual([]);
    expect(misnamed(stack)).toEqual([]);
    expect(stack.calls).toEqual([]);
  });

  it("shows every child through nodes", async () => {
    let nodes: object = {};
    const stack = await preview(() => {
      nodes = new SpotMixedNodeGroup("batch", args).nodes;
    }, euWest1);
    expect(new Set(Object.values(nodes).flat()).size).toBe(made(stack).length - 1);
  });

  it("TAG-05: carries the five tags wherever AWS takes tags", () => expect(untagged(stack)).toEqual([]));

  it("is in the private subnets, within its sizes, and leaves its size to the autoscaler", async () => {
    const { inputs, options } = asg(await group({ min: 2, desired: 4 }));
    expect(inputs).toMatchObject({ vpcZoneIdentifiers: ["subnet-a", "subnet-b", "subnet-c"], minSize: 2, maxSize: 30, desiredCapacity: 4 });
    expect(options.ignoreChanges).toEqual(["desiredCapacity"]);
  });

  it("ASG-04, ASG-06: mixes On-Demand and Spot as told, and replaces Spot nodes before they are taken", async () => {
    const stack = await group({ onDemandBase: 4, onDemandPercentage: 0 });
    expect(asg(stack).inputs).toMatchObject({
      capacityRebalance: true,
      suspendedProcesses: ["AZRebalance"],
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: 4,
          onDemandPercentageAboveBaseCapacity: 0,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          overrides: [
            { instanceType: "t3.medium", weightedCapacity: "1" },
            { instanceType: "t3.large", weightedCapacity: "2" },
          ],
        },
      },
    });
    expect(JSON.stringify(asg(stack).inputs)).not.toContain("spotInstancePools");
  });

  it("ASG-03: spreads the lowest price over pools when told to", async () => {
    const { inputs } = asg(await group({ spotAllocationStrategy: "lowest-price", spotPools: 3 }));
    expect(inputs["mixedInstancesPolicy"]).toMatchObject({ instancesDistribution: { spotAllocationStrategy: "lowest-price", spotInstancePools: 3 } });
  });

  it("gives nodes five minutes to start, and asks EC2 how they are", async () => {
    expect(asg(stack).inputs).toMatchObject({
      healthCheckType: "EC2",
      healthCheckGracePeriod: 300,
      defaultInstanceWarmup: 300,
      waitForCapacityTimeout: "0",
    });
    const targetGroupArns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/batch/1"];
    expect(asg(await group({ healthCheckType: "ELB", targetGroupArns })).inputs).toMatchObject({ healthCheckType: "ELB", targetGroupArns });
  });

  it("ASG-11: rolls nodes a tenth at a time by a launch template version that is a number, and back only where AWS can", async () => {
    const rolling = async (change: Partial<SpotMixedNodeGroupArgs>) => asg(await group(change)).inputs["instanceRefresh"];
    const preferences = { minHealthyPercentage: 90, instanceWarmup: "300", skipMatching: true };
    expect(asg(stack).inputs["mixedInstancesPolicy"]).toMatchObject({
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: template(stack).id, version: "1" } },
    });
    expect(await rolling({})).toEqual({ strategy: "Rolling", preferences: { ...preferences, autoRollback: false } });
    expect(await rolling({ amiId: "ami-1" })).toEqual({ strategy: "Rolling", preferences: { ...preferences, autoRollback: true } });
  });

  it("ASG-10: joins the cluster through an access entry that is there before the nodes and after them", () => {
    const entry = stack.resource("batch-node", "aws:eks/accessEntry:AccessEntry");
    expect(entry.inputs).toMatchObject({
      clusterName: "core-test",
      type: "EC2_LINUX",
      principalArn: stack.resource("batch-node", "aws:iam/role:Role").outputs["arn"],
    });
    expect(asg(stack).dependencies).toContain(entry.urn);
  });
});

describe("a node", () => {
  it("EKS-09: hides its credentials from pods, sets metadata tags off, and has an encrypted disk", async () => {
    const { inputs } = template(await group({ diskSize: 80, cluster: { ...cluster, encryptionKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" } }));
    expect(inputs["metadataOptions"]).toEqual({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    expect(inputs["blockDeviceMappings"]).toEqual([
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          volumeSize: 80,
          encrypted: "true",
          kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/1",
          deleteOnTermination: "true",
        },
      },
    ]);
  });

  it("ASG-09: is told of its cluster, and is in the cluster's security group", async () => {
    const { inputs } = template(await group({ labels: { "workload-type": "batch" }, taints: [{ key: "spot", effect: "NoSchedule" }] }));
    const userData = Buffer.from(inputs["userData"] as string, "base64").toString("utf8");
    for (const fact of [
      '"core-test"',
      '"https://example.eks.amazonaws.com"',
      '"LS0tLS1CRUdJTg=="',
      '"172.20.0.0/16"',
      "--node-labels=workload-type=batch",
      "--register-with-taints=spot=:NoSchedule",
    ]) {
      expect(userData).toContain(fact);
    }
    expect(inputs["vpcSecurityGroupIds"]).toEqual(["sg-1"]);
  });

  it("has the image of a release, or the one named", async () => {
    expect(template(stack).inputs["imageId"]).toContain("amazon-eks-node-al2023-x86_64-standard-1.34-v20260714");
    expect(template(await group({ amiRelease: "20260923" })).inputs["imageId"]).toContain("-v20260923/image_id");
    expect(template(await group({ instanceTypes: { "t4g.medium": 1 } })).inputs["imageId"]).toContain("/arm64/");
    expect(template(await group({ amiId: "ami-0123456789abcdef0" })).inputs["imageId"]).toBe("ami-0123456789abcdef0");
  });

  it("may join its cluster and pull images, and no more", () => {
    const attachments = stack.resources("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(template(stack).dependencies).toEqual(expect.arrayContaining(attachments.map((attachment) => attachment.urn)));
    expect(attachments.map((attachment) => attachment.inputs["policyArn"]).sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    ]);
    expect(json(stack.resource("batch-node", "aws:iam/role:Role").inputs["assumeRolePolicy"])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it("ASG-07: carries the tags, its disk and its interface as well", async () => {
    const stack = await group({ labels: { "workload-type": "batch" }, taints: [{ key: "spot", value: "true", effect: "NoSchedule" }] });
    const costs = { CostCenter: "cc-1042", Environment: "dev", Owner: "platform@example.com", Team: "platform", Service: "batch" };
    const specifications = template(stack).inputs["tagSpecifications"] as { resourceType: string; tags: Record<string, string> }[];
    expect(specifications.map(({ resourceType }) => resourceType)).toEqual(["instance", "volume", "network-interface"]);
    for (const specification of specifications) {
      expect(specification.tags).toMatchObject(costs);
    }
    const clusterTags = {
      "kubernetes.io/cluster/core-test": "owned",
      "k8s.io/cluster/core-test": "owned",
      "aws-node-termination-handler/managed": "true",
    };
    expect(specifications[0]?.tags).toMatchObject(clusterTags);
    const groupTags = asg(stack).inputs["tags"] as { key: string; value: string; propagateAtLaunch: boolean }[];
    const propagated = groupTags.filter((tag) => tag.propagateAtLaunch).map((tag) => [tag.key, tag.value]);
    expect(Object.fromEntries(propagated)).toEqual(specifications[0]?.tags);
    expect(groupTags.filter((tag) => !tag.propagateAtLaunch).map((tag) => `${tag.key}=${tag.value}`)).toEqual([
      "k8s.io/cluster-autoscaler/enabled=true",
      "k8s.io/cluster-autoscaler/core-test=owned",
      "k8s.io/cluster-autoscaler/node-template/label/workload-type=batch",
      "k8s.io/cluster-autoscaler/node-template/taint/spot=true:NoSchedule",
    ]);
  });
});

describe("groups in one stack", () => {
  it("can be two, in the region of their cluster", async () => {
    const stack = await preview(() => {
      new SpotMixedNodeGroup("batch", args);
      new SpotMixedNodeGroup("build", { ...args, cluster: { ...cluster, region: "us-east-1" } });
    }, euWest1);
    const regions = (resources: ResourceResult[]) => resources.map((resource) => [resource.name, resource.inputs["region"]]);
    expect(regions(stack.resources("aws:autoscaling/group:Group"))).toEqual([
      ["batch", "eu-west-1"],
      ["build", "us-east-1"],
    ]);
  });

  it("use the provider that they are given", async () => {
    const stack = await preview(() => {
      const provider = new Provider("ireland", { region: "eu-west-1" });
      new SpotMixedNodeGroup("batch", args, { provider });
    });
    expect(stack.resources().filter((resource) => resource.kind === "default-provider")).toEqual([]);
  });
});

describe("a group of a cluster that is not there yet", () => {
  it("has the same resources", async () => {
    const unknown = await preview(
      () => {
        const later = pulumi.output(Promise.resolve("x"));
        new SpotMixedNodeGroup("batch", { ...args, cluster: { ...cluster, endpoint: later, certificateAuthority: later, securityGroupId: later } });
      },
      { ...euWest1, outputs: "unknown" },
    );
    expect(unknown.urns()).toEqual(stack.urns());
  });

  it("tells of a version that its image is not made for", async () => {
    await expect(group({ cluster: { ...cluster, kubernetesVersion: pulumi.output("1.29") } })).rejects.toThrow(
      'SpotMixedNodeGroup "batch": 1 problem\n  amiRelease: missing; release 20260714, the default, has no image for Kubernetes 1.29; name a release that has, or an amiId',
    );
  });
});

describe("a group", () => {
  it("ASG-12: warns in production of what is allowed and not wise", async () => {
    const stack = await group({ tags: { ...tags, environment: "production" } });
    expect(stack.diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "warning",
        'SpotMixedNodeGroup "batch": instanceTypes: 2 kinds of Spot capacity can run dry together; name 4 or more types of one size (as m6i, m6a, m7i, m7a)',
      ],
    ]);
  });

  it("has no child that comes before what it depends on", async () => {
    const stack = await preview(() => {
      const first = new Parameter("first", { type: "String", value: "x" });
      new SpotMixedNodeGroup("batch", args, { dependsOn: first });
    }, euWest1);
    expect(early(stack, "first")).toEqual([]);
  });

  it("hands out what a termination handler needs", async () => {
    let made!: SpotMixedNodeGroup;
    const stack = await preview(() => void (made = new SpotMixedNodeGroup("batch", args)), euWest1);
    const queue = stack.resource("batch-interruptions", "aws:sqs/queue:Queue");
    expect(await value(made.autoScalingGroupName)).toBe(asg(stack).outputs["name"]);
    expect(await value(made.interruptionQueueArn)).toBe(queue.outputs["arn"]);
    expect(await value(made.interruptionQueueUrl)).toBe(queue.outputs["url"]);
    expect(await value(made.roleArn)).toBe(stack.resource("batch-node", "aws:iam/role:Role").outputs["arn"]);
    expect(tagsOf(asg(stack))["Name"]).toBe("batch-node");
  });
});
