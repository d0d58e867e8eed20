import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { preview, type ResourceResult, type TestStack } from "@firmament/offline/testing";
import { early, made, misnamed, onDefaultProvider, untagged } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { MultiAzNetwork } from "../network/network";
import { MultiAzCluster } from "./cluster";
import { admin, args, CLUSTER, cluster, eks, euWest1, json, network, tags } from "./cluster.fixtures";

const names = (resources: ResourceResult[]) => resources.map((resource) => resource.name).sort();

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
    expect(stack.resource("core-cluster", "aws:kms/alias:Alias").inputs).toMatchObject({
      name: "alias/project/test/core-cluster",
      targetKeyId: key.id,
    });
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

describe("a cluster that is told more", () => {
  it("EKS-02: is reached over the internet from the networks named", async () => {
    const stack = await cluster({ publicAccessCidrs: ["203.0.113.0/24"] });
    expect(eks(stack).inputs["vpcConfig"]).toMatchObject({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
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
