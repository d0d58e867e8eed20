import { join } from "node:path";
import { Provider } from "@pulumi/aws/provider";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { preview, type ResourceResult, type TestStack, value } from "@firmament/offline/testing";
import { early, made, misnamed, onDefaultProvider, untagged } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { MultiAzNetwork, type MultiAzNetworkArgs } from "./network";

// Each preview takes about half a second, and much longer on a machine that is busy.
jest.setTimeout(60_000);

const tags = { costCenter: "cc-1042", environment: "production", owner: "platform@example.com", team: "platform", service: "network" };
const args: MultiAzNetworkArgs = { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], tags };
const euWest1 = { config: { "aws:region": "eu-west-1" } };

const network = (change: Partial<MultiAzNetworkArgs> = {}) => preview(() => new MultiAzNetwork("core", { ...args, ...change }), euWest1);

const ROUTE = "aws:ec2/route:Route";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const NAT = "aws:ec2/natGateway:NatGateway";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const id = (stack: TestStack, name: string, type: string) => stack.resource(name, type).id;
const subnetTags = (resource: ResourceResult) => Object.keys(resource.inputs["tags"] as object).filter((key) => key.includes("/"));

describe("a network in three zones", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await network();
  });

  it("has these children", () => {
    expectGolden(
      join(__dirname, "__golden__/network.txt"),
      made(stack)
        .map((resource) => resource.urn)
        .sort(),
    );
    expect(stack.unparented()).toEqual([]);
    expect(misnamed(stack)).toEqual([]);
  });

  it("shows every child through nodes", async () => {
    let nodes: unknown;
    const stack = await preview(() => {
      nodes = new MultiAzNetwork("core", args).nodes;
    }, euWest1);
    const listed = Object.values(nodes as object).flatMap((node: object) => ("urn" in node ? [node] : Object.values(node)));
    expect(new Set(listed).size).toBe(made(stack).length - 1);
  });

  it("TAG-05: carries the five tags wherever AWS takes tags", () => expect(untagged(stack)).toEqual([]));

  it("looks nothing up when the stack names its region", () => {
    expect(stack.calls).toEqual([]);
    expect(
      stack
        .resources(SUBNET)
        .map((subnet) => subnet.inputs["availabilityZone"])
        .sort(),
    ).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"].flatMap((zone) => [zone, zone, zone]));
    expect(stack.resource("core-s3").inputs["serviceName"]).toBe("com.amazonaws.eu-west-1.s3");
  });

  it("VPC-03: leads each private subnet to the NAT gateway of its own zone, and intra subnets nowhere", () => {
    for (const letter of ["a", "b", "c"]) {
      const table = id(stack, `core-private-${letter}`, ROUTE_TABLE);
      const routes = stack.resources(ROUTE).filter((route) => route.inputs["routeTableId"] === table);
      expect(routes.map(({ inputs }) => [inputs["destinationCidrBlock"], inputs["natGatewayId"]])).toEqual([
        ["0.0.0.0/0", id(stack, `core-nat-${letter}`, NAT)],
      ]);
      expect(stack.resource(`core-nat-${letter}`, NAT).inputs["subnetId"]).toBe(id(stack, `core-public-${letter}`, SUBNET));
      expect(stack.resource(`core-private-${letter}`, ASSOCIATION).inputs).toMatchObject({
        subnetId: id(stack, `core-private-${letter}`, SUBNET),
        routeTableId: table,
      });
    }
    const intra = id(stack, "core-intra", ROUTE_TABLE);
    expect(stack.resources(ROUTE).filter((route) => route.inputs["routeTableId"] === intra)).toEqual([]);
  });

  it("leads public subnets to the internet gateway, and gives no public addresses to what is launched in them", () => {
    expect(stack.resource("core-public", ROUTE).inputs).toMatchObject({
      routeTableId: id(stack, "core-public", ROUTE_TABLE),
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: stack.resource("core-internet").id,
    });
    expect(stack.resources(SUBNET).map((subnet) => subnet.inputs["mapPublicIpOnLaunch"])).toEqual(Array(9).fill(false));
  });

  it("VPC-05: marks subnets for load balancers and Karpenter by their tier", () => {
    expect(subnetTags(stack.resource("core-public-a", SUBNET))).toEqual(["kubernetes.io/role/elb"]);
    expect(subnetTags(stack.resource("core-private-a", SUBNET)).sort()).toEqual(["karpenter.sh/discovery", "kubernetes.io/role/internal-elb"]);
    expect(subnetTags(stack.resource("core-intra-a", SUBNET))).toEqual([]);
    expect(stack.resource("core-private-a", SUBNET).inputs["tags"]).toMatchObject({ "karpenter.sh/discovery": "core-test" });
  });

  it("VPC-09: has the S3 endpoint on all private and intra tables", () => {
    const tables = ["core-private-a", "core-private-b", "core-private-c", "core-intra"].map((name) => id(stack, name, ROUTE_TABLE));
    expect(stack.resource("core-s3").inputs).toMatchObject({ vpcEndpointType: "Gateway", routeTableIds: tables });
  });

  it("VPC-10: records all traffic every minute in an encrypted log group that forgets", () => {
    const logGroup = stack.resource("core-flow-logs", "aws:cloudwatch/logGroup:LogGroup");
    const key = stack.resource("core-flow-logs", "aws:kms/key:Key");
    expect(logGroup.inputs).toMatchObject({ retentionInDays: 90, kmsKeyId: key.outputs["arn"] });
    expect(stack.resource("core-flow-logs", "aws:ec2/flowLog:FlowLog").inputs).toMatchObject({
      vpcId: stack.resource("core-vpc").id,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestination: logGroup.outputs["arn"],
      iamRoleArn: stack.resource("core-flow-logs", "aws:iam/role:Role").outputs["arn"],
    });
    const policy = JSON.parse(key.inputs["policy"] as string) as { Statement: { Principal: object; Condition?: object }[] };
    expect(policy.Statement.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      [{ AWS: "arn:aws:iam::123456789012:root" }, undefined],
      [
        { Service: "logs.eu-west-1.amazonaws.com" },
        { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:core-flow-logs-*" } },
      ],
    ]);
  });

  it("makes what needs a way out, or a right, after it", () => {
    for (const letter of ["a", "b", "c"]) {
      expect(stack.resource(`core-nat-${letter}`, "aws:ec2/eip:Eip").dependencies).toContain(stack.resource("core-internet").urn);
      expect(stack.resource(`core-nat-${letter}`, NAT).dependencies).toEqual(
        expect.arrayContaining([stack.resource("core-public", ROUTE).urn, stack.resource(`core-public-${letter}`, ASSOCIATION).urn]),
      );
    }
    const rights = stack.resource("core-flow-logs", "aws:iam/rolePolicy:RolePolicy");
    expect(stack.resource("core-flow-logs", "aws:ec2/flowLog:FlowLog").dependencies).toContain(rights.urn);
    const logGroupArn = stack.resource("core-flow-logs", "aws:cloudwatch/logGroup:LogGroup").outputs["arn"] as string;
    expect(JSON.parse(rights.inputs["policy"] as string)).toMatchObject({
      Statement: [
        {
          // What AWS says that delivery needs, but for making log groups.
          Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [logGroupArn, `${logGroupArn}:*`],
        },
      ],
    });
  });

  it("keeps the way out of private subnets for as long as what is made in them", async () => {
    const stack = await preview(() => {
      const own = new MultiAzNetwork("core", args);
      new Parameter("nodes", { type: "String", value: own.privateSubnetIds.apply((ids) => ids.join()) });
    }, euWest1);
    const needed = ["a", "b", "c"].flatMap((letter) => [ROUTE, ASSOCIATION].map((type) => stack.resource(`core-private-${letter}`, type).urn));
    expect(stack.resource("nodes").dependencies).toEqual(expect.arrayContaining(needed));
  });

  it("keeps the key of its logs in production, and elsewhere lets it go", async () => {
    const isProtected = (found: TestStack) => found.resource("core-flow-logs", "aws:kms/key:Key").options.protect;
    expect(isProtected(stack)).toBe(true);
    expect(isProtected(await network({ tags: { ...tags, environment: "dev" } }))).toBeUndefined();
  });

  it("VPC-10: leaves the default security group without rules", () => {
    expect(stack.resource("core-default").inputs).toMatchObject({ ingress: [], egress: [] });
  });

  it("gives nodes the names that EKS needs", () => {
    expect(stack.resource("core-vpc").inputs).toMatchObject({ cidrBlock: "10.16.0.0/16", enableDnsSupport: true, enableDnsHostnames: true });
  });

  it("hands out what a cluster needs of it", async () => {
    let own!: MultiAzNetwork;
    const stack = await preview(() => void (own = new MultiAzNetwork("core", args)), euWest1);
    expect(own.vpcCidrBlock).toBe("10.16.0.0/16");
    expect(own.availabilityZones).toEqual(["a", "b", "c"]);
    expect(own.privateAddressCount).toBe(24_561);
    expect(await value(own.region)).toBe("eu-west-1");
    expect(await value(own.vpcId)).toBe(stack.resource("core-vpc").id);
    for (const [tier, ids] of Object.entries({ public: own.publicSubnetIds, private: own.privateSubnetIds, intra: own.intraSubnetIds })) {
      expect(await value(ids)).toEqual(["a", "b", "c"].map((letter) => id(stack, `core-${tier}-${letter}`, SUBNET)));
    }
    expect(await value(own.natPublicIps)).toEqual(
      ["a", "b", "c"].map((letter) => stack.resource(`core-nat-${letter}`, "aws:ec2/eip:Eip").outputs["publicIp"]),
    );
  });
});

describe("a network with another way out", () => {
  it("VPC-04: has one NAT gateway and one address with single, that all private subnets use", async () => {
    const stack = await network({ natStrategy: "single" });
    expect(stack.resources(NAT).map((nat) => nat.name)).toEqual(["core-nat-a"]);
    expect(stack.resources("aws:ec2/eip:Eip").map((address) => address.name)).toEqual(["core-nat-a"]);
    const used = stack.resources(ROUTE).flatMap((route) => route.inputs["natGatewayId"] ?? []);
    expect(used).toEqual(Array(3).fill(id(stack, "core-nat-a", NAT)));
  });

  it("VPC-04: has no NAT gateway, no address and no route out of private subnets with none", async () => {
    const stack = await network({ natStrategy: "none" });
    expect(stack.resources(NAT)).toEqual([]);
    expect(stack.resources("aws:ec2/eip:Eip")).toEqual([]);
    expect(stack.resources(ROUTE).map((route) => route.name)).toEqual(["core-public"]);
  });
});

describe("a network that grows", () => {
  it("VPC-02: gets new resources for a third zone, and none of the others changes", async () => {
    const dev = { tags: { ...tags, environment: "dev" } };
    const before = await network({ ...dev, availabilityZones: ["a", "c"] });
    const after = await network({ ...dev, availabilityZones: ["b", "a", "c"] });
    // What lists all zones grows in place.
    const lists = ["core", "core-s3"];
    for (const resource of made(before).filter(({ name }) => !lists.includes(name))) {
      const { inputs, options } = after.resource(resource.urn);
      expect({ urn: resource.urn, inputs, options }).toEqual({ urn: resource.urn, inputs: resource.inputs, options: resource.options });
    }
    const added = after.urns().filter((urn) => !before.urns().includes(urn));
    expect(added.map((urn) => urn.slice(urn.lastIndexOf(":") + 1)).every((name) => name.endsWith("-b"))).toBe(true);
  });
});

describe("a network that depends on something", () => {
  it("has no child that comes before it", async () => {
    const stack = await preview(() => {
      const first = new Parameter("first", { type: "String", value: "x" });
      new MultiAzNetwork("core", args, { dependsOn: first });
    }, euWest1);
    expect(early(stack, "first")).toEqual([]);
  });
});

describe("networks in one stack", () => {
  it("can be two", async () => {
    const stack = await preview(() => {
      new MultiAzNetwork("core", args);
      new MultiAzNetwork("edge", { ...args, cidrBlock: "10.32.0.0/16" });
    }, euWest1);
    expect(
      made(stack)
        .filter((resource) => resource.type === MultiAzNetwork.__pulumiType)
        .map((resource) => resource.name),
    ).toEqual(["core", "edge"]);
  });

  it("use the provider and the region that each is given, and never the default one", async () => {
    const stack = await preview(() => {
      for (const region of ["us-east-1", "ap-southeast-1"]) {
        new MultiAzNetwork(region, args, { provider: new Provider(region, { region }) });
      }
    }, euWest1);
    expect(onDefaultProvider(stack)).toEqual([]);
    expect(stack.resource("us-east-1-private-a", SUBNET).inputs["availabilityZone"]).toBe("us-east-1a");
    expect(stack.resource("ap-southeast-1-private-a", SUBNET).inputs["availabilityZone"]).toBe("ap-southeast-1a");
    expect(stack.resource("ap-southeast-1-s3").inputs["serviceName"]).toBe("com.amazonaws.ap-southeast-1.s3");
  });

  it("can lie in another region than the provider's", async () => {
    const stack = await network({ availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] });
    expect(stack.resource("core-vpc").inputs["region"]).toBe("eu-central-1");
  });
});

describe("a network whose outputs are not known yet", () => {
  it("has the same resources", async () => {
    const unknown = await preview(() => void new MultiAzNetwork("core", args), { ...euWest1, outputs: "unknown" });
    expect(unknown.urns()).toEqual((await network()).urns());
  });
});

describe("a network with wrong arguments", () => {
  it("fails before anything is made", async () => {
    await expect(network({ cidrBlock: "10.16.0.0/24" })).rejects.toThrow(
      'MultiAzNetwork "core": 1 problem\n  cidrBlock: /24 does not hold 4 zone slots of subnets between AWS\'s /16 and /28; use /16 to /20',
    );
  });
});
