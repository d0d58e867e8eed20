import type { TestStack } from "@firmament/offline/testing";
import { ADD_ON, addOn, cluster, eks, json, NODE_GROUP } from "./cluster.fixtures";

let stack: TestStack;
beforeAll(async () => {
  stack = await cluster();
});

describe("a cluster", () => {
  it("EKS-07: has network add-ons before nodes, and the others after them", () => {
    const groups = stack.resources(NODE_GROUP);
    expect(groups).toHaveLength(4);
    for (const group of groups) {
      const before = ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"].map((name) => addOn(stack, name).urn);
      expect(group.dependencies).toEqual(expect.arrayContaining(before));
      const rights = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"].map((policy) => stack.resource(`core-node-${policy}`).urn);
      expect(group.dependencies).toEqual(expect.arrayContaining(rights));
    }
    for (const name of ["aws-ebs-csi-driver", "coredns", "metrics-server"]) {
      expect(addOn(stack, name).dependencies).toEqual(expect.arrayContaining(groups.map((group) => group.urn)));
    }
  });

  it("has add-ons that go with it, and that keep what was changed in the cluster", () => {
    for (const resource of stack.resources(ADD_ON)) {
      expect(resource.inputs).toMatchObject({ clusterName: "core-test", resolveConflictsOnCreate: "NONE", resolveConflictsOnUpdate: "PRESERVE" });
      expect(resource.options.deletedWith).toBe(eks(stack).urn);
    }
  });

  it("has add-ons that enforce network policies, scale DNS, tag what they make and run beside the system", () => {
    const costs = { CostCenter: "cc-1042", Environment: "production", Owner: "platform@example.com", Team: "platform", Service: "cluster" };
    const settings = (name: string) => addOn(stack, name).inputs["configurationValues"];
    const cni = json(settings("vpc-cni")) as { enableNetworkPolicy: string; env: { ADDITIONAL_ENI_TAGS: string } };
    expect(cni.enableNetworkPolicy).toBe("true");
    expect(json(cni.env.ADDITIONAL_ENI_TAGS)).toMatchObject(costs);
    expect(json(settings("coredns"))).toEqual({ autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } });
    expect(json(settings("aws-ebs-csi-driver"))).toMatchObject({ controller: { extraVolumeTags: costs } });
    expect(json(settings("metrics-server"))).toEqual({ tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }] });
    expect(["eks-pod-identity-agent", "kube-proxy"].map(settings)).toEqual([undefined, undefined]);
  });

  it("gives the VPC CNI and the EBS CSI driver roles of their own, with their rights", () => {
    for (const [name, serviceAccount, policy] of [
      ["vpc-cni", "aws-node", "AmazonEKS_CNI_Policy"],
      ["aws-ebs-csi-driver", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy"],
    ] as const) {
      const role = stack.resource(`core-${name}`, "aws:iam/role:Role");
      expect(json(role.inputs["assumeRolePolicy"])).toMatchObject({
        Statement: [{ Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
      });
      const attachment = stack.resource(`core-${name}-${policy.split("/").pop() ?? ""}`);
      expect(attachment.inputs).toMatchObject({ role: role.outputs["name"], policyArn: `arn:aws:iam::aws:policy/${policy}` });
      expect(addOn(stack, name).inputs["podIdentityAssociations"]).toEqual([{ roleArn: role.outputs["arn"], serviceAccount }]);
      expect(addOn(stack, name).dependencies).toContain(attachment.urn);
    }
    const volumes = stack.resource("core-aws-ebs-csi-driver", "aws:iam/rolePolicy:RolePolicy");
    expect(addOn(stack, "aws-ebs-csi-driver").dependencies).toContain(volumes.urn);
    const keyArn = stack.resource("core-cluster", "aws:kms/key:Key").outputs["arn"];
    expect(json(volumes.inputs["policy"])).toMatchObject({
      Statement: [
        { Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], Resource: keyArn },
        {
          Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
          Resource: keyArn,
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    });
  });

  it("has add-ons of the versions that it is told", async () => {
    const stack = await cluster({ addOnVersions: { coredns: "v1.13.2-eksbuild.21" } });
    const versions = stack.resources(ADD_ON).map((resource) => [resource.name, resource.inputs["addonVersion"]]);
    expect(versions.filter(([, version]) => version !== undefined)).toEqual([["core-coredns", "v1.13.2-eksbuild.21"]]);
  });
});
