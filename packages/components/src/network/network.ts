import * as pulumi from "@pulumi/pulumi";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import type { Eip } from "@pulumi/aws/ec2/eip";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import type { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import type { NetworkAttachment } from "../platform/attachments";
import { getNodes, setNodes } from "../platform/nodes";
import { regionOf } from "../platform/region";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";
import type { PlatformTags } from "../platform/tags";
import { flowLogs } from "./flowLogs";
import { type NatStrategy, planNetwork } from "./network.plan";
import { intraTier, privateTier, publicTier } from "./tiers";

/** What a `MultiAzNetwork` is made from. All but `region` decides how many resources there are or their addresses, and is therefore plain. */
export interface MultiAzNetworkArgs {
  /** The VPC's IPv4 block, /16 to /20 (to /19 with 8 slots). It must differ from that of every network that this one is ever connected to. */
  cidrBlock: string;
  /**
   * The availability zones, by letter (`"a"`) or name (`"eu-west-1a"`): 2 or more, 3 or more in production. Add one at any time, and what exists stays
   * as it is; with `natStrategy: single`, put it behind the first, or name `natZone`. Zones that EKS has no control plane in (use1-az3, usw1-az2,
   * cac1-az3) are refused when the network is made.
   */
  availabilityZones: string[];
  /** How private subnets reach the internet. Each NAT gateway needs an elastic IP, of which an account has 5 a region. Default: `perAz`. */
  natStrategy?: NatStrategy;
  /**
   * With `natStrategy: single`, the zone of the NAT gateway, one of the `availabilityZones`. Another zone means another gateway and another public address,
   * and no way out while the routes change. Default: the first of the list, so name it here before you put another zone first.
   */
  natZone?: string;
  /**
   * Into how many equal parts the VPC is cut, one for each zone that there may ever be: 4 or 8. Changing it later replaces every subnet. Default: 4.
   */
  azSlots?: number;
  /** Which part a zone gets, by its letter, where the letter's own place (a is 0, b is 1 …) doesn't fit. Default: by letter. */
  slots?: Record<string, number>;
  /**
   * What the private subnets carry as `karpenter.sh/discovery`: the name of the cluster in them. Default: `<name>-<stack>`, the default name of a
   * `MultiAzCluster` called the same.
   */
  discoveryTag?: string;
  /** For how many days flow logs are kept. Default: 90. */
  flowLogRetentionDays?: number;
  /** The AWS region. Default: the one that the zones are named with, else the provider's. */
  region?: string;
  /** Who pays for it and who answers for it; on everything that can carry tags. */
  tags: PlatformTags;
}

/** Every child of a `MultiAzNetwork`; those of one zone by its letter. */
export interface MultiAzNetworkNodes {
  vpc: Vpc;
  internetGateway: InternetGateway;
  publicSubnets: Record<string, Subnet>;
  publicRouteTable: pulumi.CustomResource;
  privateSubnets: Record<string, Subnet>;
  privateRouteTables: Record<string, pulumi.CustomResource>;
  intraSubnets: Record<string, Subnet>;
  intraRouteTable: pulumi.CustomResource;
  elasticIps: Record<string, Eip>;
  natGateways: Record<string, pulumi.CustomResource>;
  /** Routes and route table associations. */
  routing: pulumi.CustomResource[];
  s3Endpoint: pulumi.CustomResource;
  defaultSecurityGroup: pulumi.CustomResource;
  /** The flow log, its log group, key, alias, role and policy. */
  flowLogs: pulumi.CustomResource[];
}

/**
 * A VPC with three subnets in each availability zone: public (load balancers and NAT gateways), private (nodes and pods, with a way out) and intra (the
 * control plane's interfaces, with none). With it come NAT gateways, route tables, a gateway endpoint for S3, flow logs of all traffic, and a default
 * security group without rules.
 *
 * ```ts
 * const network = new MultiAzNetwork("core", { cidrBlock: "10.16.0.0/16", availabilityZones: ["a", "b", "c"], tags });
 * ```
 *
 * Addresses: each zone has a fixed part of the VPC, and of that half (a /19 of a /16) for private, a /22 for public and a /24 for intra subnets; the rest
 * is kept free. A zone's part follows from its letter, so that adding or removing zones never moves a subnet.
 *
 * Cost: NAT gateways are paid by the hour and by the byte; `single` saves two of three in a stage that may lose its way out with one zone.
 */
export class MultiAzNetwork extends pulumi.ComponentResource implements NetworkAttachment {
  /** The type of the component in Pulumi. */
  static readonly __pulumiType = "firmament:index:MultiAzNetwork";

  readonly vpcId: pulumi.Output<string>;
  /** The VPC's IPv4 block. Plain, so that a cluster can compare its own with it before anything is created. */
  readonly vpcCidrBlock: string;
  /** The zones as they were given. */
  readonly availabilityZones: string[];
  /** In the order of the zones, as all lists of subnets. */
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** They resolve once the subnets have their way out, which in turn stays as long as what is made with them. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly intraSubnetIds: pulumi.Output<string[]>;
  /** How many addresses AWS gives out in the private subnets together. */
  readonly privateAddressCount: number;
  /** The public addresses that traffic to the internet comes from: what others have to allow. */
  readonly natPublicIps: pulumi.Output<string[]>;
  readonly region: pulumi.Output<string>;

  constructor(name: string, args: MultiAzNetworkArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const plan = planNetwork(name, args);
    super(MultiAzNetwork.__pulumiType, name, { ...args, ...plan }, opts);
    const scope: AwsScope = { name, parent: this, dependsOn: opts.dependsOn, region: regionOf(this, plan.region), tags: args.tags };

    const vpc = createVpc(scope, plan.cidrBlock);
    const defaultSecurityGroup = closeDefaultSecurityGroup(scope, vpc);
    const publicSide = publicTier(scope, vpc, plan);
    const privateSide = privateTier(scope, vpc, plan, publicSide.natGateways, args.discoveryTag ?? `${name}-${pulumi.getStack()}`);
    const intraSide = intraTier(scope, vpc, plan);
    const s3Endpoint = createS3Endpoint(scope, vpc, [...Object.values(privateSide.routeTables), intraSide.routeTable]);
    const trafficLog = flowLogs(scope, vpc, plan.flowLogRetentionDays);

    this.vpcId = vpc.id;
    this.vpcCidrBlock = plan.cidrBlock;
    this.availabilityZones = [...args.availabilityZones];
    this.publicSubnetIds = pulumi.all(Object.values(publicSide.subnets).map((subnet) => subnet.id));
    this.privateSubnetIds = pulumi.all(privateSide.subnetIds);
    this.intraSubnetIds = pulumi.all(intraSide.subnetIds);
    this.privateAddressCount = plan.privateAddressCount;
    this.natPublicIps = pulumi.all(Object.values(publicSide.elasticIps).map((address) => address.publicIp));
    this.region = scope.region;
    setNodes<MultiAzNetworkNodes>(this, {
      vpc,
      internetGateway: publicSide.internetGateway,
      publicSubnets: publicSide.subnets,
      publicRouteTable: publicSide.routeTable,
      privateSubnets: privateSide.subnets,
      privateRouteTables: privateSide.routeTables,
      intraSubnets: intraSide.subnets,
      intraRouteTable: intraSide.routeTable,
      elasticIps: publicSide.elasticIps,
      natGateways: publicSide.natGateways,
      routing: [...publicSide.routing, ...privateSide.routing, ...intraSide.routing],
      s3Endpoint,
      defaultSecurityGroup,
      flowLogs: [trafficLog.flowLog, trafficLog.logGroup, trafficLog.key, trafficLog.alias, trafficLog.role, ...trafficLog.rights],
    });
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidrBlock: this.vpcCidrBlock,
      availabilityZones: this.availabilityZones,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      intraSubnetIds: this.intraSubnetIds,
      privateAddressCount: this.privateAddressCount,
      natPublicIps: this.natPublicIps,
      region: this.region,
    });
  }

  /** Every child, for what the arguments don't offer. */
  get nodes(): MultiAzNetworkNodes {
    return getNodes(this);
  }
}

function createVpc(scope: AwsScope, cidrBlock: string): Vpc {
  return new Vpc(
    childName(scope, "vpc"),
    // Without DNS support and host names, nodes can't register with EKS.
    { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, region: scope.region, tags: childTags(scope, "vpc") },
    childOptions(scope),
  );
}

/** Takes all rules from the security group that AWS gives everything without one. */
function closeDefaultSecurityGroup(scope: AwsScope, vpc: Vpc): DefaultSecurityGroup {
  return new DefaultSecurityGroup(
    childName(scope, "default"),
    { vpcId: vpc.id, ingress: [], egress: [], region: scope.region, tags: childTags(scope, "default") },
    childOptions(scope),
  );
}

/** Keeps traffic to S3, image layers among it, off the NAT gateways. It costs nothing. */
function createS3Endpoint(scope: AwsScope, vpc: Vpc, routeTables: pulumi.CustomResource[]): VpcEndpoint {
  return new VpcEndpoint(
    childName(scope, "s3"),
    {
      vpcId: vpc.id,
      serviceName: pulumi.interpolate`com.amazonaws.${scope.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: routeTables.map((table) => table.id),
      region: scope.region,
      tags: childTags(scope, "s3"),
    },
    childOptions(scope),
  );
}
