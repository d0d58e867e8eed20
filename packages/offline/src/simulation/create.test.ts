import type { EngineResource } from "../model/resource";
import { secret, UNKNOWN } from "../wire/values";
import { resource } from "../model/resource.fixtures";
import { provider, simulator } from "./simulator.fixtures";

type Inputs = EngineResource["inputs"];

const create = (
  type: string,
  name: string,
  inputs: Inputs = {},
  more: Partial<EngineResource> = {},
): ReturnType<ReturnType<typeof simulator>["create"]> => simulator().create(resource(type, name, inputs, more));

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

describe("simulated outputs of AWS", () => {
  // Ids are checked against their form, attributes as they follow from id and inputs.
  it.each<[string, string, Inputs, string, (id: string) => Record<string, unknown>]>([
    [
      "aws:ec2/vpc:Vpc",
      "core",
      { cidrBlock: "10.0.0.0/16" },
      "vpc-0[0-9a-f]{16}",
      (id) => ({ cidrBlock: "10.0.0.0/16", arn: `arn:aws:ec2:eu-west-1:123456789012:vpc/${id}`, ownerId: "123456789012" }),
    ],
    [
      "aws:ec2/subnet:Subnet",
      "a",
      { availabilityZone: "eu-west-1b" },
      "subnet-0[0-9a-f]{16}",
      () => ({ availabilityZone: "eu-west-1b", availabilityZoneId: "euw1-az2", region: "eu-west-1" }),
    ],
    ["aws:ec2/subnet:Subnet", "a", { availabilityZoneId: "euw1-az3" }, "subnet-0[0-9a-f]{16}", () => ({ availabilityZone: "eu-west-1c" })],
    [
      "aws:ec2/subnet:Subnet",
      "a",
      {},
      "subnet-0[0-9a-f]{16}",
      () => ({ availabilityZone: UNKNOWN, availabilityZoneId: UNKNOWN, cidrBlock: UNKNOWN }),
    ],
    [
      "aws:ec2/securityGroup:SecurityGroup",
      "web",
      {},
      "sg-0[0-9a-f]{16}",
      (id) => ({ arn: `arn:aws:ec2:eu-west-1:123456789012:security-group/${id}`, name: expect.stringMatching(/^web-[0-9a-f]{7}$/), vpcId: UNKNOWN }),
    ],
    [
      "aws:ec2/eip:Eip",
      "nat",
      {},
      "eipalloc-0[0-9a-f]{16}",
      (id) => ({
        allocationId: id,
        publicIp: expect.stringMatching(/^203\.0\.113\.\d+$/),
        publicDns: expect.stringMatching(/^ec2-203-0-113-\d+\.eu-west-1\.compute\.amazonaws\.com$/),
      }),
    ],
    [
      "aws:ec2/natGateway:NatGateway",
      "a",
      { connectivityType: "private" },
      "nat-0[0-9a-f]{16}",
      () => ({ publicIp: UNKNOWN, associationId: UNKNOWN }),
    ],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      "n",
      { namePrefix: "nodes-" },
      "lt-0[0-9a-f]{16}",
      () => ({ latestVersion: 1, name: expect.stringMatching(/^nodes-\d{26}$/) }),
    ],
    ["aws:ec2/instance:Instance", "web", {}, "i-0[0-9a-f]{16}", () => ({ publicIp: UNKNOWN, outpostArn: UNKNOWN, spotInstanceRequestId: UNKNOWN })],
    [
      "aws:iam/role:Role",
      "node",
      { path: "/eks/" },
      "node-[0-9a-f]{7}",
      (id) => ({
        arn: `arn:aws:iam::123456789012:role/eks/${id}`,
        name: id,
        uniqueId: expect.stringMatching(/^AROA[A-Z0-9]{17}$/),
        createDate: UNKNOWN,
      }),
    ],
    ["aws:iam/policy:Policy", "read", { name: "read" }, "arn:aws:iam::123456789012:policy/read", (id) => ({ arn: id })],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "o",
      { url: "https://oidc.example.com/id/1" },
      "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/1",
      (id) => ({ arn: id }),
    ],
    ["aws:kms/key:Key", "main", {}, uuid, (id) => ({ keyId: id, arn: `arn:aws:kms:eu-west-1:123456789012:key/${id}`, policy: UNKNOWN })],
    [
      "aws:kms/alias:Alias",
      "main",
      { targetKeyId: "1234" },
      "alias/main-[0-9a-f]{7}",
      (id) => ({ name: id, targetKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234" }),
    ],
    [
      "aws:eks/nodeGroup:NodeGroup",
      "sys",
      { clusterName: "core" },
      "core:sys-[0-9a-f]{7}",
      (id) => ({
        nodeGroupName: id.slice(5),
        resources: [{ autoscalingGroups: [{ name: expect.stringMatching(`^eks-${id.slice(5)}-${uuid}$`) }], remoteAccessSecurityGroupId: "" }],
      }),
    ],
    [
      "aws:eks/accessEntry:AccessEntry",
      "admin",
      { clusterName: "core", principalArn: "arn:aws:iam::1:role/ops/admin" },
      "core:arn:aws:iam::1:role/ops/admin",
      () => ({ accessEntryArn: expect.stringMatching(`^arn:aws:eks:eu-west-1:123456789012:access-entry/core/role/1/ops/admin/${uuid}$`) }),
    ],
    [
      "aws:autoscaling/group:Group",
      "batch",
      {},
      "batch-[0-9a-f]{7}",
      (id) => ({
        arn: expect.stringMatching(`^arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:${uuid}:autoScalingGroupName/${id}$`),
        desiredCapacity: UNKNOWN,
      }),
    ],
    [
      "aws:ecr/repository:Repository",
      "Shop",
      {},
      "shop-[0-9a-f]{7}",
      (id) => ({ repositoryUrl: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/${id}`, registryId: "123456789012" }),
    ],
    [
      "aws:ecs/service:Service",
      "web",
      { name: "web", cluster: "arn:aws:ecs:eu-west-1:1:cluster/main" },
      "arn:aws:ecs:eu-west-1:123456789012:service/main/web",
      (id) => ({ arn: id }),
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      "a-name-that-is-rather-long-for-it",
      { loadBalancerType: "network" },
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/a-name-that-is-rather-lo-[0-9a-f]{7}/[0-9a-f]{16}",
      () => ({ name: expect.stringMatching(/^.{24}-[0-9a-f]{7}$/), zoneId: "Z2IFOLAFXWLO4F" }),
    ],
    [
      "aws:alb/loadBalancer:LoadBalancer",
      "web",
      { name: "web", internal: true },
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/[0-9a-f]{16}",
      () => ({ dnsName: expect.stringMatching(/^internal-web-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/), zoneId: "Z32O12XQLNTSW2" }),
    ],
    [
      "aws:lb/listener:Listener",
      "l",
      { loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/web/50dc" },
      "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/web/50dc/[0-9a-f]{16}",
      (id) => ({ arn: id }),
    ],
    [
      "aws:s3/bucket:Bucket",
      "Logs",
      {},
      "logs-[0-9a-f]{7}",
      (id) => ({
        bucket: id,
        arn: `arn:aws:s3:::${id}`,
        bucketDomainName: `${id}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${id}.s3.eu-west-1.amazonaws.com`,
        hostedZoneId: "Z1BKCTXD74EZPE",
        websiteEndpoint: UNKNOWN,
      }),
    ],
    [
      "aws:s3/bucket:Bucket",
      "site",
      { bucket: "www", website: { indexDocument: "i" } },
      "www",
      () => ({ websiteEndpoint: "www.s3-website-eu-west-1.amazonaws.com" }),
    ],
    ["aws:s3/bucketObject:BucketObject", "index.html", { bucket: "www" }, "www/index.html", () => ({ key: "index.html", versionId: UNKNOWN })],
    [
      "aws:rds/instance:Instance",
      "Db",
      { engine: "postgres" },
      "db-[A-Z0-9]{26}",
      () => ({
        identifier: expect.stringMatching(/^db-[0-9a-f]{7}$/),
        port: 5432,
        endpoint: expect.stringMatching(/^db-[0-9a-f]{7}\.[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com:5432$/),
      }),
    ],
    [
      "aws:rds/instance:Instance",
      "db",
      { engine: "mysql", port: 3333 },
      "db-[A-Z0-9]{26}",
      () => ({ port: 3333, endpoint: expect.stringMatching(/:3333$/) }),
    ],
    [
      "aws:rds/instance:Instance",
      "db",
      { replicateSourceDb: "other" },
      "db-[A-Z0-9]{26}",
      () => ({ port: UNKNOWN, endpoint: UNKNOWN, address: expect.stringMatching(/rds\.amazonaws\.com$/) }),
    ],
    [
      "aws:rds/cluster:Cluster",
      "db",
      { engine: "aurora-mysql", clusterIdentifier: "main" },
      "main",
      () => ({
        port: 3306,
        endpoint: expect.stringMatching(/^main\.cluster-[a-z0-9]{12}\.eu-west-1\.rds/),
        readerEndpoint: expect.stringMatching(/^main\.cluster-ro-/),
      }),
    ],
    [
      "aws:sqs/queue:Queue",
      "jobs",
      { fifoQueue: true },
      "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs-[0-9a-f]{7}.fifo",
      (id) => ({ url: id, name: expect.stringMatching(/^jobs-[0-9a-f]{7}\.fifo$/) }),
    ],
    ["aws:sns/topic:Topic", "news", { name: "news" }, "arn:aws:sns:eu-west-1:123456789012:news", (id) => ({ arn: id })],
    [
      "aws:lambda/function:Function",
      "f",
      { publish: true, name: "f" },
      "f",
      () => ({ qualifiedArn: "arn:aws:lambda:eu-west-1:123456789012:function:f:1", version: "1", signingJobArn: UNKNOWN }),
    ],
    [
      "aws:apigateway/stage:Stage",
      "s",
      { restApi: "abc", stageName: "prod" },
      "ags-abc-prod",
      () => ({ invokeUrl: "https://abc.execute-api.eu-west-1.amazonaws.com/prod", webAclArn: UNKNOWN }),
    ],
    ["aws:apigatewayv2/stage:Stage", "s", { apiId: "abc", name: "prod" }, "prod", () => ({ invokeUrl: UNKNOWN })],
    [
      "aws:secretsmanager/secret:Secret",
      "db",
      { name: "db" },
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-[a-z0-9]{6}",
      (id) => ({ arn: id }),
    ],
    [
      "aws:route53/zone:Zone",
      "z",
      { name: "example.com" },
      "Z[A-Z0-9]{20}",
      (id) => ({
        zoneId: id,
        arn: `arn:aws:route53:::hostedzone/${id}`,
        nameServers: expect.arrayContaining([expect.stringMatching(/^ns-\d+\.awsdns-\d\d\.com$/)]),
      }),
    ],
    [
      "aws:cloudfront/distribution:Distribution",
      "d",
      {},
      "E[A-Z0-9]{13}",
      (id) => ({
        arn: `arn:aws:cloudfront::123456789012:distribution/${id}`,
        domainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
        hostedZoneId: "Z2FDTNDATAQYW2",
      }),
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      "l",
      { name: "/aws/eks" },
      "/aws/eks",
      () => ({ arn: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/eks" }),
    ],
    // In no table: what the property's name says.
    [
      "aws:athena/workgroup:Workgroup",
      "w",
      {},
      "workgroup-0[0-9a-f]{16}",
      () => ({
        arn: expect.stringMatching(/^arn:aws:athena:eu-west-1:123456789012:workgroup\/w-[0-9a-f]{7}$/),
        name: expect.stringMatching(/^w-[0-9a-f]{7}$/),
      }),
    ],
    [
      "aws:guardduty/detector:Detector",
      "d",
      {},
      "detector-0[0-9a-f]{16}",
      (id) => ({ accountId: "123456789012", arn: `arn:aws:guardduty:eu-west-1:123456789012:detector/${id}`, findingPublishingFrequency: UNKNOWN }),
    ],
    ["aws:budgets/budget:Budget", "b", { name: "b" }, "budget-0[0-9a-f]{16}", () => ({ arn: "arn:aws:budgets::123456789012:budget/b" })],
  ])("%s %s %j", (type, name, inputs, id, attributes) => {
    const created = create(type, name, inputs);
    expect(created.id).toMatch(new RegExp(`^${id.replaceAll(".", "\\.")}$`));
    expect(created.outputs).toMatchObject(attributes(created.id));
  });

  it("completes what the program gave of a cluster with what EKS adds inside it", () => {
    const { outputs } = create("aws:eks/cluster:Cluster", "core", {
      name: "core",
      vpcConfig: { subnetIds: ["subnet-1"], endpointPublicAccess: false },
    });
    const identifier = /^https:\/\/([0-9A-F]{32})\.gr7\.eu-west-1\.eks\.amazonaws\.com$/.exec(String(outputs.endpoint))?.[1];
    expect(outputs).toMatchObject({
      arn: "arn:aws:eks:eu-west-1:123456789012:cluster/core",
      identities: [{ oidcs: [{ issuer: `https://oidc.eks.eu-west-1.amazonaws.com/id/${identifier}` }] }],
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      status: "ACTIVE",
      version: UNKNOWN,
      vpcConfig: {
        subnetIds: ["subnet-1"],
        endpointPublicAccess: false,
        clusterSecurityGroupId: expect.stringMatching(/^sg-0[0-9a-f]{16}$/) as string,
        vpcId: UNKNOWN,
      },
    });
    expect(Buffer.from((outputs.certificateAuthority as { data: string }).data, "base64").toString()).toContain("simulated by an offline preview");
  });

  it("makes a validation record for every name of a certificate", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", "c", {
      domainName: "*.example.com",
      subjectAlternativeNames: ["example.com"],
      validationMethod: "DNS",
    });
    expect(outputs.domainValidationOptions).toEqual(
      ["*.example.com", "example.com"].map((domainName) => ({
        domainName,
        resourceRecordName: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/) as string,
        resourceRecordType: "CNAME",
        resourceRecordValue: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z0-9]{10}\.acm-validations\.aws\.$/) as string,
      })),
    );
  });

  it("makes the same values in every run, and others for another resource", () => {
    expect(create("aws:ec2/vpc:Vpc", "core")).toEqual(create("aws:ec2/vpc:Vpc", "core"));
    expect(create("aws:ec2/vpc:Vpc", "core").id).not.toBe(create("aws:ec2/vpc:Vpc", "edge").id);
  });

  it("never changes what the program gave", () => {
    const inputs = { name: "own", enableDnsHostnames: true, tags: { A: "1" }, tagsAll: { A: "1" } };
    expect(create("aws:ec2/vpc:Vpc", "core", inputs).outputs).toMatchObject(inputs);
  });

  it("leaves out what the program gave as null", () => {
    expect(create("aws:ec2/vpc:Vpc", "core", { instanceTenancy: null }).outputs).not.toHaveProperty("instanceTenancy");
  });

  it.each<[string, Partial<EngineResource>, Inputs, string]>([
    ["the resource's own", { provider: provider("aws", { region: "us-west-2" }) }, { region: "ap-south-1" }, "ap-south-1"],
    ["its provider's", { provider: provider("aws", { region: "us-west-2" }) }, {}, "us-west-2"],
    ["the stack's, when the provider's is unknown", { provider: provider("aws", { region: UNKNOWN }) }, {}, "eu-west-1"],
    ["the stack's", {}, {}, "eu-west-1"],
  ])("is in %s region", (_, more, inputs, region) => {
    expect(create("aws:sqs/queue:Queue", "q", { ...inputs, name: "q" }, more).outputs.arn).toBe(`arn:aws:sqs:${region}:123456789012:q`);
  });

  it("is in the region's partition", () => {
    const china = { provider: provider("aws", { region: "cn-north-1" }) };
    expect(create("aws:sqs/queue:Queue", "q", { name: "q" }, china)).toMatchObject({
      id: "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q",
      outputs: { arn: "arn:aws-cn:sqs:cn-north-1:123456789012:q" },
    });
  });

  it("is in us-east-1 when nothing names a region", () => {
    expect(simulator({ config: {} }).create(resource("aws:sns/topic:Topic", "t", { name: "t" })).id).toBe("arn:aws:sns:us-east-1:123456789012:t");
  });

  it("does not know what depends on an unknown", () => {
    const created = create("aws:sqs/queue:Queue", "q", { name: UNKNOWN });
    expect(created).toMatchObject({ id: "", outputs: { arn: UNKNOWN, url: UNKNOWN, region: "eu-west-1" } });
  });

  it("keeps secret what a secret went into, and lets none into an id", () => {
    const created = create("aws:sqs/queue:Queue", "q", { name: secret("hush") });
    expect(created.outputs.arn).toEqual(secret("arn:aws:sqs:eu-west-1:123456789012:hush"));
    expect(created.id).toMatch(/^queue-0[0-9a-f]{16}$/);
    expect(create("aws:iam/role:Role", "r", { name: secret("hush") }).id).not.toContain("hush");
  });

  it("has the id of a resource that is imported, and what follows from it", () => {
    const imported = resource("aws:ec2/vpc:Vpc", "core", {});
    imported.options.importId = "vpc-0feed";
    expect(simulator().create(imported)).toMatchObject({ id: "vpc-0feed", outputs: { arn: "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0feed" } });
  });
});

describe("unknown outputs", () => {
  const unknown = simulator({ outputMode: "unknown" });

  it("are all that AWS computes, and no id", () => {
    const created = unknown.create(resource("aws:ec2/vpc:Vpc", "core", { cidrBlock: "10.0.0.0/16" }));
    expect(created).toMatchObject({
      id: "",
      outputs: { cidrBlock: "10.0.0.0/16", arn: UNKNOWN, defaultSecurityGroupId: UNKNOWN, enableDnsHostnames: UNKNOWN, region: UNKNOWN },
    });
    expect(created.outputs).not.toHaveProperty("instanceTenancy");
  });

  it("are also inside what the program gave", () => {
    expect(unknown.create(resource("aws:eks/cluster:Cluster", "core", { vpcConfig: { subnetIds: ["subnet-1"] } })).outputs.vpcConfig).toEqual({
      subnetIds: ["subnet-1"],
      clusterSecurityGroupId: UNKNOWN,
      vpcId: UNKNOWN,
    });
  });

  it("leave the id that a resource is imported by", () => {
    const imported = resource("aws:ec2/vpc:Vpc", "core", {});
    imported.options.importId = "vpc-0feed";
    expect(unknown.create(imported).id).toBe("vpc-0feed");
  });
});

describe("outputs of packages that nothing is known of", () => {
  it("are the inputs, with an opaque id", () => {
    expect(create("acme:index/widget:Widget", "w", { size: 3 })).toEqual({
      id: expect.stringMatching(/^widget-0[0-9a-f]{16}$/) as string,
      outputs: { size: 3 },
    });
  });

  it("have no id in dynamic providers, which are code of the program", () => {
    expect(create("pulumi-nodejs:dynamic:Resource", "w", { __provider: "…" }).id).toBe("");
  });
});
