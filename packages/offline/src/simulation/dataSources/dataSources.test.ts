import type { PropertyMap } from "../../wire/values";
import { isUnknown, secret, UNKNOWN } from "../../wire/values";
import { SchemaIndex } from "../../schema/schemaIndex";
import { packageDirectory, provider, simulator } from "../simulator.fixtures";
import { computedSources, simulatedSources } from "./dataSources";

const ask = async (token: string, args: PropertyMap = {}, region = "eu-west-1"): Promise<PropertyMap> =>
  (await simulator().invoke(token, args, { region })).value;

/** Arguments with which each data source of AWS has an answer. */
const examples: Record<string, PropertyMap> = {
  "aws:acm/getCertificate:getCertificate": { domain: "example.com" },
  "aws:cloudfront/getCachePolicy:getCachePolicy": { name: "Managed-CachingOptimized" },
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": { name: "Managed-AllViewer" },
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": { name: "Managed-SimpleCORS" },
  "aws:cloudwatch/getLogGroup:getLogGroup": { name: "/aws/eks" },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": { name: "com.amazonaws.global.cloudfront.origin-facing" },
  "aws:ec2/getPrefixList:getPrefixList": { name: "com.amazonaws.eu-west-1.s3" },
  "aws:ecr/getRepository:getRepository": { name: "shop" },
  "aws:ecs/getCluster:getCluster": { clusterName: "main" },
  "aws:eks/getAddonVersion:getAddonVersion": { addonName: "coredns", kubernetesVersion: "1.34" },
  "aws:eks/getCluster:getCluster": { name: "core" },
  "aws:eks/getClusterAuth:getClusterAuth": { name: "core" },
  "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": { url: "https://oidc.example.com/id/1" },
  "aws:iam/getPolicy:getPolicy": { name: "AmazonEKSClusterPolicy" },
  "aws:iam/getRole:getRole": { name: "AWSServiceRoleForAutoScaling" },
  "aws:iam/getSessionContext:getSessionContext": { arn: "arn:aws:sts::123456789012:assumed-role/ops/admin/me" },
  "aws:index/getArn:getArn": { arn: "arn:aws:s3:::logs" },
  "aws:index/getService:getService": { serviceId: "s3" },
  "aws:index/getServicePrincipal:getServicePrincipal": { serviceName: "s3" },
  "aws:kms/getAlias:getAlias": { name: "alias/main" },
  "aws:kms/getKey:getKey": { keyId: "alias/main" },
  "aws:route53/getZone:getZone": { name: "example.com" },
  "aws:s3/getBucket:getBucket": { bucket: "logs" },
  "aws:secretsmanager/getSecret:getSecret": { name: "db" },
  "aws:sns/getTopic:getTopic": { name: "news" },
  "aws:sqs/getQueue:getQueue": { name: "jobs" },
  "aws:ssm/getParameter:getParameter": { name: "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id" },
};

/** Gone from the current SDK, and still called by programs with an older one. */
const older = ["aws:ec2/getSubnetIds:getSubnetIds"];

describe("the data sources of AWS that are answered", () => {
  const schemas = new SchemaIndex(packageDirectory);
  const tokens = [...Object.keys(simulatedSources), ...Object.keys(computedSources)].filter(
    (token) => token.startsWith("aws:") && !older.includes(token),
  );

  it.each(tokens)("%s: every field that the SDK promises is there, and none that it does not know", async (token) => {
    const fields = schemas.function(token)?.results ?? {};
    const answer = await ask(token, examples[token]);
    expect(Object.keys(fields).filter((field) => fields[field]?.required && answer[field] === undefined)).toEqual([]);
    expect(Object.keys(answer).filter((field) => fields[field] === undefined)).toEqual([]);
  });

  it.each(tokens)("%s: is the same in every run", async (token) => {
    expect(await ask(token, examples[token])).toEqual(await ask(token, examples[token]));
  });
});

describe("the account", () => {
  it("is the one of every example", async () => {
    expect(await ask("aws:index/getCallerIdentity:getCallerIdentity")).toMatchObject({
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/simulated",
    });
  });

  it("is in the region of the call, unless the arguments name another", async () => {
    expect(await ask("aws:index/getRegion:getRegion")).toEqual({
      description: "Europe (Ireland)",
      endpoint: "ec2.eu-west-1.amazonaws.com",
      id: "eu-west-1",
      name: "eu-west-1",
      region: "eu-west-1",
    });
    expect(await ask("aws:index/getRegion:getRegion", { name: "us-east-2" })).toMatchObject({ region: "us-east-2", description: "US East (Ohio)" });
    expect(await ask("aws:index/getRegion:getRegion", { region: "sa-east-1" })).toMatchObject({ region: "sa-east-1" });
  });

  it("is in the region's partition", async () => {
    expect(await ask("aws:index/getPartition:getPartition", {}, "cn-north-1")).toEqual({
      dnsSuffix: "amazonaws.com.cn",
      id: "aws-cn",
      partition: "aws-cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
    expect((await ask("aws:index/getCallerIdentity:getCallerIdentity", {}, "us-gov-west-1")).arn).toBe(
      "arn:aws-us-gov:iam::123456789012:user/simulated",
    );
  });

  it("sees the regions that need no opting in", async () => {
    expect((await ask("aws:index/getRegions:getRegions")).names).toHaveLength(17);
    expect((await ask("aws:index/getRegions:getRegions", {}, "cn-north-1")).names).toEqual(["cn-north-1", "cn-northwest-1"]);
  });

  it("has the provider's default tags", async () => {
    const context = { region: "eu-west-1", provider: provider("aws", { defaultTags: '{"tags":{"Team":"shop"}}' }) };
    expect((await simulator().invoke("aws:index/getDefaultTags:getDefaultTags", {}, context)).value).toEqual({ id: "aws", tags: { Team: "shop" } });
  });
});

describe("availability zones", () => {
  it("are those of the region, without what is excluded or filtered out", async () => {
    const zones = async (args: PropertyMap): Promise<unknown> => (await ask("aws:index/getAvailabilityZones:getAvailabilityZones", args)).names;
    expect(await zones({ state: "available" })).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    expect(await zones({ excludeNames: ["eu-west-1a"], excludeZoneIds: ["euw1-az3"] })).toEqual(["eu-west-1b"]);
    expect(await zones({ filters: [{ name: "zone-id", values: ["euw1-az2"] }] })).toEqual(["eu-west-1b"]);
    expect(await zones({ filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] })).toHaveLength(3);
    expect(await zones({ filters: [{ name: "zone-type", values: ["local-zone"] }] })).toEqual([]);
  });

  it("can be asked for one by one, by name or by id", async () => {
    expect(await ask("aws:index/getAvailabilityZone:getAvailabilityZone", { name: "eu-west-1b" })).toMatchObject({
      zoneId: "euw1-az2",
      nameSuffix: "b",
    });
    expect(await ask("aws:index/getAvailabilityZone:getAvailabilityZone", { zoneId: "euw1-az3" })).toMatchObject({ name: "eu-west-1c" });
  });
});

describe("ARNs and services", () => {
  it("are taken apart", async () => {
    expect(await ask("aws:index/getArn:getArn", { arn: "arn:aws:rds:eu-west-1:123456789012:db:mysql:1" })).toEqual({
      account: "123456789012",
      arn: "arn:aws:rds:eu-west-1:123456789012:db:mysql:1",
      id: "arn:aws:rds:eu-west-1:123456789012:db:mysql:1",
      partition: "aws",
      region: "eu-west-1",
      resource: "db:mysql:1",
      service: "rds",
    });
  });

  it.each([
    ["vpc-1", "invalid prefix"],
    ["arn:aws:s3", "not enough sections"],
  ])("refuse %s", async (arn, reason) => {
    await expect(ask("aws:index/getArn:getArn", { arn })).rejects.toThrow(new Error(`"arn" (${arn}) is an invalid ARN: ${reason}`));
  });

  it.each<PropertyMap>([{ serviceId: "s3" }, { reverseDnsName: "com.amazonaws.eu-west-1.s3" }, { dnsName: "s3.eu-west-1.amazonaws.com" }])(
    "finds a service by %j",
    async (args) => {
      expect(await ask("aws:index/getService:getService", args)).toMatchObject({
        serviceId: "s3",
        dnsName: "s3.eu-west-1.amazonaws.com",
        reverseDnsName: "com.amazonaws.eu-west-1.s3",
      });
    },
  );
});

describe("the default VPC", () => {
  it("is the same wherever it is asked for, and has a subnet in each zone", async () => {
    const vpc = await ask("aws:ec2/getVpc:getVpc", { default: true });
    expect(vpc).toMatchObject({ default: true, cidrBlock: "172.31.0.0/16" });
    expect(await ask("aws:ec2/getVpc:getVpc", { id: vpc.id as string })).toMatchObject({ default: true, cidrBlock: "172.31.0.0/16" });
    const { ids } = await ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: [vpc.id as string] }] });
    const subnets = await Promise.all((ids as string[]).map((id) => ask("aws:ec2/getSubnet:getSubnet", { id })));
    expect(subnets.map(({ availabilityZone, cidrBlock, vpcId }) => [availabilityZone, cidrBlock, vpcId])).toEqual([
      ["eu-west-1a", "172.31.0.0/20", vpc.id],
      ["eu-west-1b", "172.31.16.0/20", vpc.id],
      ["eu-west-1c", "172.31.32.0/20", vpc.id],
    ]);
  });

  it("has other subnets than another VPC", async () => {
    const subnets = async (vpcId: string): Promise<unknown> =>
      (await ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: [vpcId] }] })).ids;
    expect(await subnets("vpc-1")).not.toEqual(await subnets("vpc-2"));
    expect(await ask("aws:ec2/getVpc:getVpc", { tags: { Name: "other" } })).toMatchObject({ default: false, cidrBlock: "10.0.0.0/16" });
  });

  it("gives only the subnets of the zones that are asked for", async () => {
    const { ids } = await ask("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "availability-zone", values: ["eu-west-1b"] }] });
    expect(ids).toEqual([expect.stringMatching(/^subnet-0[0-9a-f]{15}1$/)]);
  });

  it("has a default security group", async () => {
    expect(await ask("aws:ec2/getSecurityGroup:getSecurityGroup", { name: "default", vpcId: "vpc-1" })).toMatchObject({
      id: expect.stringMatching(/^sg-0[0-9a-f]{16}$/) as string,
      name: "default",
      vpcId: "vpc-1",
    });
  });
});

describe("machine images", () => {
  const find = (args: PropertyMap): Promise<PropertyMap> => ask("aws:ec2/getAmi:getAmi", args);

  it("fit what was asked for", async () => {
    expect(await find({ owners: ["amazon"], filters: [{ name: "name", values: ["al2023-ami-*-arm64"] }] })).toMatchObject({
      id: expect.stringMatching(/^ami-0[0-9a-f]{16}$/) as string,
      architecture: "arm64",
      name: "al2023-ami-simulated-arm64",
      ownerId: "137112412989",
      rootDeviceName: "/dev/xvda",
    });
    expect(
      await find({
        owners: ["099720109477"],
        filters: [
          { name: "name", values: ["ubuntu/*"] },
          { name: "architecture", values: ["x86_64"] },
        ],
      }),
    ).toMatchObject({
      architecture: "x86_64",
      ownerId: "099720109477",
      rootDeviceName: "/dev/sda1",
    });
    expect(await find({ owners: ["self"] })).toMatchObject({ ownerId: "123456789012", public: false });
  });

  it("differ by region and by question", async () => {
    const args = { owners: ["amazon"] };
    expect((await ask("aws:ec2/getAmi:getAmi", args, "us-east-1")).id).not.toBe((await find(args)).id);
    expect((await find({ owners: ["self"] })).id).not.toBe((await find(args)).id);
  });
});

describe("public parameters of Systems Manager", () => {
  const value = async (name: string): Promise<unknown> => (await ask("aws:ssm/getParameter:getParameter", { name })).value;

  it.each([
    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    "/aws/service/bottlerocket/aws-k8s-1.34/x86_64/latest/image_id",
  ])("%s names an image", async (name) => {
    expect(await value(name)).toMatch(/^ami-0[0-9a-f]{16}$/);
  });

  it("describe an image of ECS in JSON, the same that its id names", async () => {
    const name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended";
    expect(JSON.parse(String(await value(name)))).toMatchObject({ image_id: await value(`${name}/image_id`) });
  });

  it("stay unknown where the form of the value is", async () => {
    expect(isUnknown(await value("/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/release_version"))).toBe(true);
  });
});

describe("IAM", () => {
  it.each([
    [{ name: "AmazonEKSClusterPolicy" }, "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy", "/"],
    [{ name: "AmazonEC2ContainerServiceforEC2Role" }, "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role", "/service-role/"],
    [{ arn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" }, "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "/job-function/"],
  ])("knows the managed policy %j", async (args, arn, path) => {
    expect(await ask("aws:iam/getPolicy:getPolicy", args)).toMatchObject({ arn, id: arn, path });
  });

  it("writes a managed policy's ARN in the partition of the region", async () => {
    expect((await ask("aws:iam/getPolicy:getPolicy", { name: "AmazonEKSClusterPolicy" }, "cn-north-1")).arn).toBe(
      "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy",
    );
  });

  it("knows the roles that AWS makes", async () => {
    const role = await ask("aws:iam/getRole:getRole", { name: "AWSServiceRoleForAutoScaling" });
    expect(role.arn).toBe("arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
    expect(JSON.parse(String(role.assumeRolePolicy))).toMatchObject({ Statement: [{ Principal: { Service: "autoscaling.amazonaws.com" } }] });
  });

  it.each([
    ["aws:iam/getPolicy:getPolicy", { name: "our-own" }],
    ["aws:iam/getRole:getRole", { name: "our-own" }],
    ["aws:iam/getRole:getRole", { name: "AutoScaling" }],
  ])("does not know the account's own: %s %j", async (token, args) => {
    await expect(ask(token, args)).rejects.toThrow(/is not known offline/);
  });

  it("finds the role behind a session", async () => {
    expect(await ask("aws:iam/getSessionContext:getSessionContext", { arn: "arn:aws:sts::1:assumed-role/ops/admin/me" })).toMatchObject({
      issuerArn: "arn:aws:iam::1:role/ops/admin",
      issuerName: "ops/admin",
      sessionName: "me",
    });
    expect(await ask("aws:iam/getSessionContext:getSessionContext", { arn: "arn:aws:iam::1:user/me" })).toMatchObject({
      issuerArn: "arn:aws:iam::1:user/me",
      sessionName: "",
    });
  });
});

describe("EKS", () => {
  it("gives a token that is secret and no token", async () => {
    expect((await ask("aws:eks/getClusterAuth:getClusterAuth", { name: "core" })).token).toEqual(secret("k8s-aws-v1.simulated"));
  });

  it("gives a cluster what a Kubernetes provider needs", async () => {
    expect(await ask("aws:eks/getCluster:getCluster", { name: "core" })).toMatchObject({
      arn: "arn:aws:eks:eu-west-1:123456789012:cluster/core",
      certificateAuthorities: [{ data: expect.any(String) as string }],
      endpoint: expect.stringMatching(/^https:\/\/[0-9A-F]{32}\.gr7\.eu-west-1\.eks\.amazonaws\.com$/) as string,
    });
  });

  it("does not make up the version of an add-on", async () => {
    expect((await ask("aws:eks/getAddonVersion:getAddonVersion", { addonName: "coredns", kubernetesVersion: "1.34" })).version).toBe(UNKNOWN);
  });

  it("lists versions, newest first, or those that are asked for", async () => {
    const versions = async (args: PropertyMap): Promise<unknown[]> =>
      ((await ask("aws:eks/getClusterVersions:getClusterVersions", args)).clusterVersions as { clusterVersion: string }[]).map(
        ({ clusterVersion }) => clusterVersion,
      );
    expect(await versions({})).toEqual(["1.34", "1.33", "1.32"]);
    expect(await versions({ defaultOnly: true })).toEqual(["1.34"]);
    expect(await versions({ clusterVersionsOnlies: ["1.33"] })).toEqual(["1.33"]);
  });
});

describe("other services", () => {
  it.each<[string, PropertyMap, PropertyMap]>([
    ["aws:lb/getHostedZoneId:getHostedZoneId", {}, { id: "Z32O12XQLNTSW2" }],
    ["aws:lb/getHostedZoneId:getHostedZoneId", { loadBalancerType: "network" }, { id: "Z2IFOLAFXWLO4F" }],
    ["aws:elb/getHostedZoneId:getHostedZoneId", { region: "us-east-1" }, { id: "Z35SXDOTRQ7X7K" }],
    ["aws:elb/getServiceAccount:getServiceAccount", {}, { arn: "arn:aws:iam::156460612806:root", id: "156460612806" }],
    ["aws:cloudfront/getCachePolicy:getCachePolicy", { name: "Managed-CachingDisabled" }, { id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" }],
    ["aws:cloudfront/getCachePolicy:getCachePolicy", { id: "658327ea-f89d-4fab-a63d-7e88639e58f6" }, { name: "Managed-CachingOptimized" }],
    [
      "aws:kms/getKey:getKey",
      { keyId: "arn:aws:kms:eu-west-1:1:key/12345678-1234-1234-1234-123456789012" },
      { id: "12345678-1234-1234-1234-123456789012" },
    ],
    ["aws:ecr/getRepository:getRepository", { name: "shop" }, { repositoryUrl: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop" }],
    ["aws:route53/getZone:getZone", { name: "example.com." }, { name: "example.com" }],
    [
      "aws:s3/getBucket:getBucket",
      { bucket: "logs" },
      { bucketRegionalDomainName: "logs.s3.eu-west-1.amazonaws.com", hostedZoneId: "Z1BKCTXD74EZPE" },
    ],
    ["aws:secretsmanager/getSecret:getSecret", { arn: "arn:aws:secretsmanager:eu-west-1:1:secret:db-AbCdEf" }, { name: "db" }],
    ["aws:sqs/getQueue:getQueue", { name: "jobs" }, { url: "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" }],
  ])("%s %j", async (token, args, expected) => {
    expect(await ask(token, args)).toMatchObject(expected);
  });

  it.each([
    ["aws:elb/getServiceAccount:getServiceAccount", { region: "ap-southeast-4" }],
    ["aws:cloudfront/getCachePolicy:getCachePolicy", { name: "our-own" }],
    ["aws:route53/getZone:getZone", { tags: { a: "1" } }],
  ])("has no answer to %s %j", async (token, args) => {
    await expect(ask(token, args)).rejects.toThrow(/is not known offline/);
  });

  it("gives a registry login that is secret and none", async () => {
    expect(await ask("aws:ecr/getAuthorizationToken:getAuthorizationToken")).toMatchObject({
      authorizationToken: secret(Buffer.from("AWS:simulated-password").toString("base64")),
      password: secret("simulated-password"),
      proxyEndpoint: "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      userName: "AWS",
    });
  });

  it("gives images of a registry a digest", async () => {
    expect(await ask("docker:index/getRegistryImage:getRegistryImage", { name: "nginx:1.27" })).toMatchObject({
      sha256Digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
    });
    expect((await ask("docker:index/getRemoteImage:getRemoteImage", { name: "nginx:1.27" })).repoDigest).toMatch(/^nginx@sha256:/);
  });

  it("gives an issuer's certificate a fingerprint", async () => {
    const { certificates } = await ask("tls:index/getCertificate:getCertificate", { url: "https://oidc.example.com" });
    expect((certificates as { sha1Fingerprint: string }[])[0]?.sha1Fingerprint).toMatch(/^[0-9a-f]{40}$/);
  });
});
