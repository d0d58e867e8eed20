import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { Resource } from "../../kernel/resource";
import { type ResourceCheck, resourceRule } from "../../kernel/rule";
import { anyOf, kubernetesKinds } from "../../kernel/types";

const services = kubernetesKinds("core", "Service");
const ingresses = kubernetesKinds("networking.k8s.io", "Ingress");

const config = {
  nodePorts: flag("Whether Services of type NodePort may be.", false),
};

/** Annotations that keep a load balancer inside the network, by cloud. */
const INTERNAL: Readonly<Record<string, string>> = {
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
  "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
  "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
  "networking.gke.io/load-balancer-type": "internal",
  "cloud.google.com/load-balancer-type": "internal",
};

/** Load balancers of AWS that are internal unless told otherwise: those of the AWS Load Balancer Controller and of EKS Auto Mode. */
const INTERNAL_CLASSES = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];
const INTERNAL_TYPES = ["external", "nlb-ip"];

const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/**
 * What is reached from outside is meant to be, and in private. A load balancer is internal or open to named networks only; no port of every node is opened; no
 * Service takes addresses that are not the cluster's; an Ingress has a certificate. That an Ingress takes requests for every host is advice.
 */
export const secK8sExposure = resourceRule({
  id: "sec-k8s-exposure",
  title: "Nothing exposed by accident",
  severity: "high",
  must: "not be open to everybody, nor without encryption",
  because: "what anybody can reach, anybody tries",
  fix: "keep it internal, or exempt it with the reason",
  compliance: { cisEks: ["5.4.5"], cwe: ["CWE-319"] },
  appliesTo: anyOf("Kubernetes Services and Ingresses", services, ingresses),
  config,
  check: (context) => (services.matches(context.resource.type) ? judgeService(context) : judgeIngress(context)),
});

type Context = ResourceCheck<typeof config>;

function judgeService({ resource, config: { nodePorts }, report, attempt }: Context): void {
  const spec = resource.properties.at("spec");
  const type = spec.at("type");
  attempt(() => {
    if (type.string() === "LoadBalancer" && !isInternal(resource) && isOpen(spec.at("loadBalancerSourceRanges"))) {
      report("its load balancer is open to the internet", {
        path: type.path,
        fix: 'annotate it with service.beta.kubernetes.io/aws-load-balancer-scheme: "internal", or name the networks in loadBalancerSourceRanges',
      });
    }
  });
  attempt(() => {
    if (type.string() === "NodePort" && !nodePorts) {
      report("it opens a port on every node", { path: type.path, fix: "use type ClusterIP behind an Ingress, or an internal LoadBalancer" });
    }
  });
  attempt(() => {
    const addresses = spec.at("externalIPs");
    if (addresses.items().length > 0) {
      report("it takes over addresses of others (CVE-2020-8554)", { path: addresses.path, fix: "leave externalIPs off" });
    }
  });
}

function isInternal(resource: Resource): boolean {
  const annotations = resource.properties.at("metadata", "annotations");
  const said = Object.entries(INTERNAL)
    .map(([key, value]) => [annotations.at(key), value] as const)
    .filter(([annotation]) => !annotation.isAbsent);
  if (said.length > 0) {
    return said.some(([annotation, value]) => annotation.string()?.toLowerCase() === value);
  }
  return (
    INTERNAL_CLASSES.includes(resource.properties.at("spec", "loadBalancerClass").string() ?? "") ||
    INTERNAL_TYPES.includes(annotations.at("service.beta.kubernetes.io/aws-load-balancer-type").string() ?? "")
  );
}

function isOpen(ranges: Property): boolean {
  const networks = ranges.items().map((range) => range.string());
  return networks.length === 0 || networks.some((network) => EVERYWHERE.includes(network ?? ""));
}

function judgeIngress({ resource, report, attempt }: Context): void {
  const spec = resource.properties.at("spec");
  const annotation = (name: string): Property => resource.properties.at("metadata", "annotations", `alb.ingress.kubernetes.io/${name}`);
  attempt(() => {
    // The AWS Load Balancer Controller finds the certificate by itself where it is to listen for HTTPS.
    const ofAws = !annotation("certificate-arn").isAbsent || (annotation("listen-ports").string() ?? "").includes("HTTPS");
    if (!spec.isAbsent && !ofAws && spec.at("tls").items().length === 0) {
      report("it serves without TLS", {
        path: spec.at("tls").path,
        fix: "add tls with the Secret of a certificate, or alb.ingress.kubernetes.io/certificate-arn",
      });
    }
  });
  attempt(() => {
    for (const rule of spec.at("rules").items()) {
      attempt(() => {
        const host = rule.at("host").string() ?? "*";
        if (host === "*") {
          report("it takes requests for every host", { path: rule.path, fix: "name the host", level: "advisory", severity: "low" });
        }
      });
    }
  });
}
