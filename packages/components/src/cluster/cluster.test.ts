import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { preview, type ResourceResult, type TestStack, value } from "@firmament/offline/testing";
import { early, made, misnamed, onDefaultProvider, untagged } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { MultiAzNetwork } from "../network/network";
import type { NetworkAttachment } from "../platform/attachments";
import { MultiAzCluster, type MultiAzClusterArgs } from "./cluster";
import { goldenPools } from "./pools";

// Each preview takes about half a second, and much longer on a machine that is busy.
jest.setTimeout(60_000);

const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "cluster" };
const network: NetworkAttachment = {
  vpcId: "vpc-1",
  vpcCidrBlock: "10.16.0.0/16",
  privateSubnetIds: ["subnet-private-a", "subnet-private-b", "subnet-private-c"],
  intraSubnetIds: ["subnet-intra-a", "subnet-intra-b", "subnet-intra-c"],
  availabilityZones: ["a", "b", "c"],
};
const admin = "arn:aws:iam::123456789012:role/platform/Admin";
const args: MultiAzClusterArgs = { network, version: "1.34", administrators: { platform: admin }, pools: goldenPools, tags };
const euWest1 = { config: { "aws:region": "eu-west-1" } };
const cluster = (change: Partial<MultiAzClusterArgs> = {}) => preview(() => void new MultiAzCluster("core", { ...args, ...change }), euWest1);

const CLUSTER = "aws:eks/cluster:Cluster";
const ADD_ON = "aws:eks/addon:Addon";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const json = (text: unknown): unknown => JSON.parse(text as string);
const eks = (stack: TestStack) => stack.resource("core-cluster", CLUSTER);
const addOn = (stack: TestStack, name: string) => stack.resource(`core-${name}`, ADD_ON);
const names = (resources: ResourceResult[]) => resources.map((resource) => resource.name).sort();

/** All that a resource waits for, and that waits for it when everything is deleted. */
function waitsFor(stack: TestStack, resource: ResourceResult, seen = new Set<string>()): Set<string> {
  for (const urn of [...resource.dependencies, ...(resource.provider === undefined ? [] : [resource.provider])].filter((found) => !seen.has(found))) {
    seen.add(urn);
    waitsFor(stack, stack.resource(urn), seen);
  }
  return seen;
}

let stack: TestStack;
beforeAll(async () => {
  stack = await cluster();
});

describe("a cluster", () => {
  it("has these children", () => {
    expectGolden(
      join(__dirname, "__golden__/cluster.txt"),
      made(stack)
        .map((resource) => resource.urn)
        .sort(),
    );
    expect(stack.unparented()).toEqual([]);
    expect(misnamed(stack)).toEqual([]);
  });

  it("TAG-05: carries the five tags wherever AWS takes tags", () => expect(untagged(stack)).toEqual([]));

  it("looks nothing up when the stack names its region", () => expect(stack.calls).toEqual([]));

  it("EKS-01: lets in by access entries only, and administrators by one each", () => {
    expect(eks(stack).inputs["accessConfig"]).toEqual({ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false });
    expect(stack.resource("core-admin-platform", "aws:eks/accessEntry:AccessEntry").inputs).toMatchObject({
      clusterName: "core-test",
      principalArn: admin,
      type: "STANDARD",
    });
    expect(stack.resource("core-admin-platform", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").inputs).toMatchObject({
      clusterName: "core-test",
      principalArn: admin,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
  });

  it("EKS-02: is reached from the VPC only", () => {
    expect(eks(stack).inputs["vpcConfig"]).toEqual({
      subnetIds: ["subnet-intra-a", "subnet-intra-b", "subnet-intra-c"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
  });

  it("EKS-03: logs everything to a group that is there before it and forgets", () => {
    const logGroup = stack.resource("core-cluster", "aws:cloudwatch/logGroup:LogGroup");
    expect(eks(stack).inputs["enabledClusterLogTypes"]).toEqual(["api", "audit", "authenticator", "controllerManager", "scheduler"]);
    expect(logGroup.inputs).toMatchObject({
      name: "/aws/eks/core-test/cluster",
      retentionInDays: 90,
      kmsKeyId: stack.resource("core-cluster", "aws:kms/key:Key").outputs["arn"],
    });
    expect(eks(stack).dependencies).toContain(logGroup.urn);
  });

  it("EKS-04: encrypts secrets with a key that is rotated and that it may use", () => {
    const key = stack.resource("core-cluster", "aws:kms/key:Key");
    expect(key.inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    expect(stack.resource("core-cluster", "aws:kms/alias:Alias").inputs).toMatchObject({ name: "alias/core-cluster-test", targetKeyId: key.id });
    expect(eks(stack).inputs["encryptionConfig"]).toEqual({ resources: ["secrets"], provider: { keyArn: key.outputs["arn"] } });
    const policy = stack.resource("core-cluster", "aws:iam/rolePolicy:RolePolicy");
    expect(json(policy.inputs["policy"])).toMatchObject({
      Statement: [{ Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"], Resource: key.outputs["arn"] }],
    });
    expect(eks(stack).dependencies).toContain(policy.urn);
  });

  it("has a key that logs and Auto Scaling may use, without naming a role that a fresh account does not have", () => {
    const { Statement } = json(stack.resource("core-cluster", "aws:kms/key:Key").inputs["policy"]) as { Statement: Record<string, unknown>[] };
    const autoScaling = {
      StringEquals: { "kms:CallerAccount": "123456789012" },
      ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" },
    };
    expect(Statement.map((statement) => [statement["Principal"], statement["Action"], statement["Condition"]])).toEqual([
      [{ AWS: "arn:aws:iam::123456789012:root" }, "kms:*", undefined],
      [
        { Service: "logs.eu-west-1.amazonaws.com" },
        ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/eks/core-test/cluster" } },
      ],
      [{ AWS: "*" }, ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], autoScaling],
      [{ AWS: "*" }, "kms:CreateGrant", { ...autoScaling, Bool: { "kms:GrantIsForAWSResource": "true" } }],
    ]);
  });

  it("is as EKS recommends and not as it is by default", () => {
    expect(eks(stack).inputs).toMatchObject({
      name: "core-test",
      version: "1.34",
      bootstrapSelfManagedAddons: false,
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
    });
    const role = stack.resource("core-cluster", "aws:iam/role:Role");
    expect(json(role.inputs["assumeRolePolicy"])).toMatchObject({
      Statement: [{ Principal: { Service: "eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
    });
    const rights = stack.resource("core-cluster-AmazonEKSClusterPolicy");
    expect(rights.inputs["policyArn"]).toBe("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy");
    expect(eks(stack).dependencies).toContain(rights.urn);
  });

  it("has its tokens trusted by IAM", () => {
    const { issuer } = (eks(stack).outputs["identities"] as { oidcs: { issuer: string }[] }[])[0]?.oidcs[0] as { issuer: string };
    expect(stack.resource("core-oidc").inputs).toMatchObject({ url: issuer, clientIdLists: ["sts.amazonaws.com"] });
  });

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

  it("has encrypted gp3 disks for claims that name no class", () => {
    const { inputs, options } = stack.resource("core-gp3");
    expect(inputs).toMatchObject({
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", kmsKeyId: stack.resource("core-cluster", "aws:kms/key:Key").outputs["arn"] },
      reclaimPolicy: "Delete",
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    });
    expect(options.deletedWith).toBe(eks(stack).urn);
  });

  it("is protected in production, with its key", () => {
    expect(eks(stack).inputs["deletionProtection"]).toBe(true);
    expect(
      made(stack)
        .filter((resource) => resource.options.protect)
        .map((resource) => resource.type),
    ).toEqual(["aws:kms/key:Key", CLUSTER]);
  });
});

describe("what is created in a cluster", () => {
  it("comes after access, nodes and add-ons, and goes before them", async () => {
    const stack = await preview(() => {
      const core = new MultiAzCluster("core", args);
      new Namespace("orders", {}, { provider: core.provider });
    }, euWest1);
    const needed = waitsFor(stack, stack.resource("orders"));
    for (const type of [CLUSTER, NODE_GROUP, ADD_ON, "aws:eks/accessEntry:AccessEntry", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"]) {
      expect(stack.resources(type).filter((resource) => !needed.has(resource.urn))).toEqual([]);
    }
  });

  it("finds the cluster by a kubeconfig without credentials", async () => {
    let core!: MultiAzCluster;
    const kubeconfigRoleArn = pulumi.output(admin);
    const stack = await preview(() => void (core = new MultiAzCluster("core", { ...args, kubeconfigRoleArn })), euWest1);
    const { endpoint, certificateAuthority } = eks(stack).outputs as { endpoint: string; certificateAuthority: { data: string } };
    expect(json(await value(core.kubeconfig))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "core-test", cluster: { server: endpoint, "certificate-authority-data": certificateAuthority.data } }],
      users: [
        {
          name: "core-test",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["--region", "eu-west-1", "eks", "get-token", "--cluster-name", "core-test", "--output", "json", "--role-arn", admin],
              interactiveMode: "Never",
            },
          },
        },
      ],
      contexts: [{ name: "core-test", context: { cluster: "core-test", user: "core-test" } }],
      "current-context": "core-test",
    });
    expect(stack.resource("core-kubernetes").inputs).toMatchObject({ kubeconfig: await value(core.kubeconfig), clusterIdentifier: endpoint });
  });

  it("waits with the kubeconfig until the provider is ready", async () => {
    const withParameter = await preview(() => {
      const core = new MultiAzCluster("core", args);
      new Parameter("kubeconfig", { type: "String", value: core.kubeconfig });
    }, euWest1);
    expect(withParameter.resource("kubeconfig").propertyDependencies["value"]).toContain(withParameter.resource("core-kubernetes").urn);
  });
});

describe("a cluster that is told more", () => {
  it("EKS-02: is reached over the internet from the networks named", async () => {
    const stack = await cluster({ publicAccessCidrs: ["203.0.113.0/24"] });
    expect(eks(stack).inputs["vpcConfig"]).toMatchObject({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  it("has the versions that it is told to have", async () => {
    const stack = await cluster({ addOnVersions: { coredns: "v1.13.2-eksbuild.21" }, nodeReleaseVersion: "1.34.1-20260714" });
    expect(
      stack
        .resources(ADD_ON)
        .map((resource) => [resource.name, resource.inputs["addonVersion"]])
        .filter(([, version]) => version !== undefined),
    ).toEqual([["core-coredns", "v1.13.2-eksbuild.21"]]);
    expect(stack.resource("core-system", NODE_GROUP).inputs["releaseVersion"]).toBe("1.34.1-20260714");
  });

  it("has Graviton nodes with an image for them", async () => {
    const stack = await cluster({ pools: { system: { instanceTypes: ["m7g.2xlarge"], minSize: 3, maxSize: 6 } } });
    expect(stack.resource("core-system", NODE_GROUP).inputs["amiType"]).toBe("AL2023_ARM_64_STANDARD");
  });

  it("lets in a role that is made in the same program", async () => {
    const later = pulumi.output(Promise.resolve(admin));
    const stack = await cluster({ administrators: { deployer: later } });
    expect(stack.resource("core-admin-deployer", "aws:eks/accessEntry:AccessEntry").inputs["principalArn"]).toBe(admin);
  });

  it("has no child that comes before what it depends on", async () => {
    const stack = await preview(() => {
      const first = new Parameter("first", { type: "String", value: "x" });
      new MultiAzCluster("core", args, { dependsOn: first });
    }, euWest1);
    expect(early(stack, "first")).toEqual([]);
  });

  it("is not protected in dev", async () => {
    const stack = await cluster({ tags: { ...tags, environment: "dev" } });
    expect(eks(stack).inputs["deletionProtection"]).toBe(false);
    expect(made(stack).filter((resource) => resource.options.protect)).toEqual([]);
  });

  it("lies in China with the names that AWS has there", async () => {
    const stack = await cluster({ region: "cn-north-1" });
    expect(stack.resource("core-cluster-AmazonEKSClusterPolicy").inputs["policyArn"]).toBe("arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy");
    expect(json(stack.resource("core-node", "aws:iam/role:Role").inputs["assumeRolePolicy"])).toMatchObject({
      Statement: [{ Principal: { Service: "ec2.amazonaws.com.cn" } }],
    });
    expect(eks(stack).inputs["region"]).toBe("cn-north-1");
  });
});

describe("a cluster in a network of ours", () => {
  const inNetwork = (zones: string[]) =>
    preview(() => {
      const own = new MultiAzNetwork("core", { cidrBlock: "10.16.0.0/16", availabilityZones: zones, tags: { ...tags, environment: "dev" } });
      new MultiAzCluster("core", { ...args, network: own, tags: { ...tags, environment: "dev" } });
    }, euWest1);

  it("shows every child through nodes", async () => {
    let nodes: object = {};
    const stack = await preview(() => {
      nodes = new MultiAzCluster("core", args).nodes;
    }, euWest1);
    const listed = Object.values(nodes).flatMap((node: object) => ("urn" in node ? [node] : Object.values(node)));
    expect(new Set(listed).size).toBe(made(stack).length - 1);
  });

  it("EKS-11: warns when the pods of all pools are more than its addresses", async () => {
    expect((await inNetwork(["a", "b", "c"])).diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "warning",
        'MultiAzCluster "core": pools: at their most they have room for 26580 pods, 108 % of the 24561 private addresses; stay below 80 %, or use a larger network',
      ],
    ]);
  });

  it("VPC-02: does not change but for what it ignores when the network gets another zone", async () => {
    const before = await inNetwork(["a", "b"]);
    const after = await inNetwork(["c", "a", "b"]);
    const known = before.urns().filter((urn) => urn.includes("MultiAzCluster"));
    expect(after.urns().filter((urn) => urn.includes("MultiAzCluster"))).toEqual(known);
    const changed = known.filter((urn) => JSON.stringify(before.resource(urn).inputs) !== JSON.stringify(after.resource(urn).inputs));
    expect(names(changed.map((urn) => before.resource(urn)))).toEqual([
      "core-application",
      "core-cluster",
      "core-compute-intensive",
      "core-memory-intensive",
      "core-system",
    ]);
    for (const urn of changed) {
      const { inputs, options } = after.resource(urn);
      expect(options.ignoreChanges).toContain(inputs["vpcConfig"] === undefined ? "subnetIds" : "vpcConfig.subnetIds");
      const rest = ({ subnetIds: _, vpcConfig: __, ...others }: Record<string, unknown>) => others;
      expect(rest(inputs)).toEqual(rest(before.resource(urn).inputs));
    }
  });

  it("VPC-07: fails when its service block overlaps the VPC, also where that is an output", async () => {
    for (const vpcCidrBlock of ["10.16.0.0/16", pulumi.output("10.16.0.0/16")]) {
      await expect(cluster({ serviceCidr: "10.16.0.0/16", network: { ...network, vpcCidrBlock } })).rejects.toThrow(
        'MultiAzCluster "core": 1 problem\n  serviceCidr: 10.16.0.0/16 overlaps VPC 10.16.0.0/16; choose one outside of every connected network',
      );
    }
  });
});

describe("clusters in one stack", () => {
  it("can be two, each with its provider and in its region", async () => {
    const stack = await preview(() => {
      for (const region of ["us-east-1", "ap-southeast-1"]) {
        new MultiAzCluster(region, args, { provider: new Provider(region, { region }) });
      }
    }, euWest1);
    expect(onDefaultProvider(stack)).toEqual([]);
    expect(stack.resources(CLUSTER).map((resource) => [resource.inputs["name"], resource.inputs["region"]])).toEqual([
      ["ap-southeast-1-test", "ap-southeast-1"],
      ["us-east-1-test", "us-east-1"],
    ]);
  });
});

describe("a cluster whose outputs are not known yet", () => {
  it("has the same resources", async () => {
    const unknown = await preview(() => void new MultiAzCluster("core", args), { ...euWest1, outputs: "unknown" });
    expect(unknown.urns()).toEqual(stack.urns());
  });
});
