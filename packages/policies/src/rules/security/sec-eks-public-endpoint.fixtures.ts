import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const cluster = (vpcConfig: object): Given[] => [{ type: "aws:eks/cluster:Cluster", name: "core", properties: { vpcConfig } }];
const fix = "fix: set vpcConfig.endpointPublicAccess: false and endpointPrivateAccess: true, or name your networks in vpcConfig.publicAccessCidrs";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a cluster that says nothing of its endpoint, which EKS makes public",
      resources: cluster({ subnetIds: ["subnet-1", "subnet-2"] }),
      findings: [
        `core: the API server answers the whole internet: its public endpoint is on, and no publicAccessCidrs say for whom\nat vpcConfig\n${fix}`,
      ],
    },
    {
      title: "a public endpoint for everybody, beside a network",
      resources: cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] }),
      findings: [`core: the API server answers 0.0.0.0/0\nat vpcConfig.publicAccessCidrs[1]\n${fix}`],
    },
    {
      title: "a public endpoint for networks, where it has to be private",
      resources: cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
      config: { requirePrivate: true },
      findings: [
        "core: the API server has a public endpoint\nat vpcConfig.endpointPublicAccess\nfix: set vpcConfig.endpointPublicAccess: false and endpointPrivateAccess: true",
      ],
    },
  ],
  passes: [
    { title: "a private endpoint", resources: cluster({ endpointPublicAccess: false, endpointPrivateAccess: true }) },
    {
      title: "a private endpoint, where it has to be private",
      resources: cluster({ endpointPublicAccess: false }),
      config: { requirePrivate: true },
    },
    { title: "a public endpoint for the office", resources: cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }) },
  ],
};
