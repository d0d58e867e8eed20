import * as pulumi from "@pulumi/pulumi";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { preview, type ResourceResult, type TestStack, value } from "@firmament/offline/testing";
import { MultiAzCluster } from "./cluster";
import { ADD_ON, admin, args, CLUSTER, eks, euWest1, json, NODE_GROUP } from "./cluster.fixtures";

/** All that a resource waits for, and that waits for it when everything is deleted. */
function waitsFor(stack: TestStack, resource: ResourceResult, seen = new Set<string>()): Set<string> {
  for (const urn of [...resource.dependencies, ...(resource.provider === undefined ? [] : [resource.provider])].filter((found) => !seen.has(found))) {
    seen.add(urn);
    waitsFor(stack, stack.resource(urn), seen);
  }
  return seen;
}

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
