import type { TestStack } from "@firmament/offline/testing";
import { cluster, NODE_GROUP } from "./cluster.fixtures";

let stack: TestStack;
beforeAll(async () => {
  stack = await cluster();
});

describe("a cluster", () => {
  it("has pools of the cluster's version in the private subnets, whose size and zones are left as they are", () => {
    const { inputs, options } = stack.resource("core-compute-intensive", NODE_GROUP);
    expect(inputs).toMatchObject({
      clusterName: "core-test",
      nodeRoleArn: stack.resource("core-node", "aws:iam/role:Role").outputs["arn"],
      subnetIds: ["subnet-private-a", "subnet-private-b", "subnet-private-c"],
      version: "1.34",
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: ["c6i.8xlarge"],
      scalingConfig: { minSize: 5, maxSize: 50, desiredSize: 5 },
      labels: { "workload-type": "compute" },
      taints: [{ key: "workload-type", value: "compute", effect: "NO_SCHEDULE" }],
      launchTemplate: { id: stack.resource("core-compute-intensive", "aws:ec2/launchTemplate:LaunchTemplate").id, version: "1" },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
    });
    expect(options.ignoreChanges).toEqual(["scalingConfig.desiredSize", "subnetIds"]);
  });

  it("EKS-09: has nodes that hide their credentials from pods, with metadata tags off and an encrypted disk", () => {
    for (const { inputs } of stack.resources("aws:ec2/launchTemplate:LaunchTemplate")) {
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
            volumeSize: 50,
            encrypted: "true",
            kmsKeyId: stack.resource("core-cluster", "aws:kms/key:Key").outputs["arn"],
            deleteOnTermination: "true",
          },
        },
      ]);
      // EKS refuses a template of a managed pool that has one of these, or that leaves the cluster's security group out.
      expect(Object.keys(inputs)).not.toEqual(expect.arrayContaining(["imageId"]));
      expect(
        ["imageId", "userData", "iamInstanceProfile", "vpcSecurityGroupIds", "instanceType"].filter((property) => inputs[property] !== undefined),
      ).toEqual([]);
    }
  });

  it("TAG-05: tags instances, disks and interfaces, which EKS does not", () => {
    for (const { inputs } of stack.resources("aws:ec2/launchTemplate:LaunchTemplate")) {
      const specifications = inputs["tagSpecifications"] as { resourceType: string; tags: object }[];
      expect(specifications.map(({ resourceType }) => resourceType)).toEqual(["instance", "volume", "network-interface"]);
      for (const specification of specifications) {
        expect(specification.tags).toEqual(inputs["tags"]);
      }
    }
  });

  it("has nodes of the image release that it is told", async () => {
    const stack = await cluster({ nodeReleaseVersion: "1.34.1-20260714" });
    expect(stack.resource("core-system", NODE_GROUP).inputs["releaseVersion"]).toBe("1.34.1-20260714");
  });

  it("has Graviton nodes with an image for them", async () => {
    const stack = await cluster({ pools: { system: { instanceTypes: ["m7g.2xlarge"], minSize: 3, maxSize: 6 } } });
    expect(stack.resource("core-system", NODE_GROUP).inputs["amiType"]).toBe("AL2023_ARM_64_STANDARD");
  });
});
