import { isInternet } from "../../aws/internet";
import { flagOf } from "../../aws/values";
import { flag } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { anyOf, awsResources } from "../../kernel/types";

/**
 * The API server of an EKS cluster does not answer the whole internet: its public endpoint is off (`endpointPublicAccess: false`), or answers only the
 * networks in `publicAccessCidrs`. What is not said counts as EKS has it: the public endpoint is on, for 0.0.0.0/0. Whether a restricted public endpoint
 * is enough, or none may be there, is an option.
 */
export const secEksPublicEndpoint = resourceRule({
  id: "sec-eks-public-endpoint",
  title: "No Kubernetes API server for the whole internet",
  severity: "high",
  must: "keep their API server from the internet",
  because: "everybody may try stolen credentials and the next authentication bug on an API server that they reach",
  fix: "set vpcConfig.endpointPublicAccess: false and endpointPrivateAccess: true, or name your networks in vpcConfig.publicAccessCidrs",
  compliance: { fsbp: ["EKS.1"], cisEks: ["5.4.1"], nsaCisa: ["Control plane hardening"] },
  appliesTo: anyOf("EKS clusters", awsResources("eks", "Cluster")),
  config: {
    requirePrivate: flag("Whether a public endpoint is refused even for named networks.", false),
  },
  check: ({ resource, config, report, attempt }) => {
    const network = resource.properties.at("vpcConfig");
    const endpoint = network.at("endpointPublicAccess");
    if (flagOf(endpoint) === false) {
      return;
    }
    if (config.requirePrivate) {
      report("the API server has a public endpoint", {
        path: endpoint.path,
        fix: "set vpcConfig.endpointPublicAccess: false and endpointPrivateAccess: true",
      });
      return;
    }
    const networks = network.at("publicAccessCidrs");
    const listed = networks.items();
    if (listed.length === 0) {
      report("the API server answers the whole internet: its public endpoint is on, and no publicAccessCidrs say for whom", { path: network.path });
    }
    for (const cidr of listed) {
      attempt(() => {
        if (isInternet(cidr.string() ?? "")) {
          report(`the API server answers ${cidr.shown()}`, { path: cidr.path });
        }
      });
    }
  },
});
