import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/kubernetes/provider";
import type { ClusterAttachment } from "./attachments";

/**
 * The Kubernetes provider of a component's children. The nearest statement wins: a provider in the component's own options, then the provider of the
 * cluster that was passed (a `MultiAzCluster` has one), then one that an enclosing component hands down. Where there is none, as with a cluster given
 * as plain values, the component gets a child provider of its own, made from the cluster's kubeconfig.
 */
export function kubernetesProvider(
  component: pulumi.ComponentResource,
  name: string,
  cluster: ClusterAttachment,
  options: pulumi.ComponentResourceOptions,
): pulumi.ProviderResource {
  const given = [options.provider, ...Object.values(options.providers ?? {})].find(Provider.isInstance);
  const attached: unknown = (cluster as { provider?: unknown }).provider;
  return (
    given ??
    (Provider.isInstance(attached) ? attached : undefined) ??
    component.getProvider("kubernetes:core/v1:Namespace") ??
    // A renewed certificate leaves the cluster what it is; one that is made again has another endpoint, and what was in the old one is created anew.
    new Provider(`${name}-kubernetes`, { kubeconfig: cluster.kubeconfig, clusterIdentifier: cluster.endpoint }, { parent: component })
  );
}

/** The options of a component's children in the cluster: their provider, and what the component itself depends on, which Pulumi does not hand down. */
export function inCluster(
  component: pulumi.ComponentResource,
  provider: pulumi.ProviderResource,
  options: pulumi.ComponentResourceOptions,
): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions({ parent: component, provider }, { dependsOn: options.dependsOn });
}

/** The options of a child, with what it comes after in addition. */
export function after(child: pulumi.CustomResourceOptions, ...resources: pulumi.Resource[]): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(child, { dependsOn: resources });
}
