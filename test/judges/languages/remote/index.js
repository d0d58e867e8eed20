// What a generated SDK does, by hand: components that the plugin makes, one after the other, with a Kubernetes provider of the program's own.
const kubernetes = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const tags = { costCenter: "cc-1042", environment: "production", owner: "shop@example.com", team: "shop", service: "shop" };

class Remote extends pulumi.ComponentResource {
  constructor(type, name, outputs, args, options) {
    super(`firmament:index:${type}`, name, { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args }, options, true);
  }
}

const network = new Remote("MultiAzNetwork", "core", ["vpcId", "privateSubnetIds", "intraSubnetIds", "availabilityZones"], {
  cidrBlock: "10.16.0.0/16",
  availabilityZones: ["a", "b", "c"],
  tags,
});
const cluster = new Remote("MultiAzCluster", "core", ["clusterName", "kubeconfig"], {
  network: {
    vpcId: network.vpcId,
    vpcCidrBlock: "10.16.0.0/16",
    privateSubnetIds: network.privateSubnetIds,
    intraSubnetIds: network.intraSubnetIds,
    availabilityZones: network.availabilityZones,
  },
  version: "1.34",
  administrators: { platform: "arn:aws:iam::123456789012:role/platform-administrator" },
  pools: { system: { instanceTypes: ["m6i.2xlarge"], minSize: 3, maxSize: 10 } },
  tags,
});
const provider = new kubernetes.Provider("shop", { kubeconfig: cluster.kubeconfig });
new Remote(
  "PrometheusStack",
  "metrics",
  [],
  { cluster: { clusterName: cluster.clusterName, kubeconfig: cluster.kubeconfig, region: "eu-west-1" }, tags },
  { providers: { kubernetes: provider } },
);
