import { classicLoadBalancers, listeners, loadBalancers } from "../../aws/loadBalancers";
import { flagOf } from "../../aws/values";
import { flag } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import type { StackResource } from "../../kernel/resource";
import { type StackCheck, stackRule } from "../../kernel/rule";
import { type TypeFamily, anyOf, awsResources } from "../../kernel/types";

const config = {
  internal: flag("Whether load balancers without an address on the internet have to encrypt, too.", false),
};

type Context = StackCheck<typeof config>;
type Check = (resource: StackResource, context: Context) => void;

const CHECKS: readonly (readonly [TypeFamily, Check])[] = [
  [listeners, checkListener],
  [classicLoadBalancers, checkClassicLoadBalancer],
  [awsResources("cloudfront", "Distribution"), checkDistribution],
  [awsResources("apigateway", "DomainName"), checkDomainName],
  [awsResources("elasticache", "ReplicationGroup"), mustBeOn("transitEncryptionEnabled", "clients talk to the cache in the clear")],
  [awsResources("memorydb", "Cluster"), mustNotBeOff("tlsEnabled", "clients talk to the database in the clear")],
  [awsResources("dax", "Cluster"), mustBe("clusterEndpointEncryptionType", "TLS", "clients talk to the cluster in the clear")],
  [awsResources("rds", "Proxy"), mustBeOn("requireTls", "clients may talk to the proxy in the clear")],
  [awsResources("msk", "Cluster"), checkKafka],
  [anyOf("domains", awsResources("opensearch", "Domain"), awsResources("elasticsearch", "Domain")), checkSearchDomain],
  [awsResources("ecs", "TaskDefinition"), checkVolumes],
  [awsResources("transfer", "Server"), checkProtocols],
];

/**
 * What others can listen to is encrypted, by TLS 1.2 or newer. Public load balancers redirect HTTP to HTTPS, or answer it themselves, and their HTTPS and
 * TLS listeners name a security policy without the old versions (the one that AWS takes by itself has TLS 1.0); CloudFront distributions do likewise.
 * ElastiCache, MemoryDB, DAX, RDS proxies, MSK, OpenSearch, API domains, EFS volumes of ECS tasks and Transfer servers do not talk in the clear. What AWS
 * encrypts by itself need not be said: only what turns it off is a violation. Internal load balancers are let be, unless the rule is told otherwise, as
 * are TCP listeners, which pass on what may well be encrypted.
 */
export const secEncryptionInTransit = stackRule({
  id: "sec-encryption-in-transit",
  title: "Data is encrypted on its way",
  severity: "high",
  must: "talk TLS 1.2 or newer",
  because: "passwords and data in the clear are read by whoever sits between",
  fix: "turn on encryption in transit",
  compliance: {
    fsbp: [
      "ELB.1",
      "CloudFront.3",
      "CloudFront.15",
      "DynamoDB.7",
      "ElastiCache.5",
      "ELB.3",
      "ELB.17",
      "ELB.18",
      "ES.3",
      "ES.8",
      "MSK.1",
      "Opensearch.3",
      "Opensearch.8",
      "RDS.43",
      "Transfer.2",
    ],
    cwe: ["CWE-319"],
    wellArchitected: ["SEC09-BP02"],
  },
  appliesTo: anyOf("AWS load balancers, distributions, caches, brokers and domains", ...CHECKS.map(([family]) => family)),
  config,
  check: (context) => {
    for (const resource of context.resources) {
      for (const [family, check] of CHECKS) {
        if (family.matches(resource.type)) {
          context.attempt(() => check(resource, context));
        }
      }
    }
  },
});

function checkListener(listener: StackResource, context: Context): void {
  const { report } = context;
  const protocol = protocolOf(listener);
  if (protocol === "HTTPS" || protocol === "TLS") {
    const policy = listener.properties.at("sslPolicy");
    const name = policy.string() ?? "ELBSecurityPolicy-2016-08";
    if (!/TLS13-1-[23]|TLS-1-2|FS-1-2/.test(name)) {
      report(
        listener,
        `the security policy ${policy.isAbsent ? `${name}, which AWS takes by itself,` : policy.shown()} accepts versions of TLS before 1.2`,
        {
          path: policy.path,
          fix: 'set sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"',
        },
      );
    }
    return;
  }
  const actions = listener.properties.at("defaultActions").items();
  if (protocol === "HTTP" && actions.some(forwards) && isPublic(listener, context)) {
    report(listener, "requests are served in the clear", {
      path: listener.properties.at("protocol").path,
      fix: 'let the HTTP listener redirect: { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }',
    });
  }
}

/** Where none is given: HTTP of an application load balancer, and none of a gateway. */
function protocolOf(listener: StackResource): string | undefined {
  const given = listener.properties.at("protocol").string();
  const owner = given === undefined ? ownerOf(listener) : undefined;
  const isApplication = owner !== undefined && (owner.properties.at("loadBalancerType").string() ?? "application") === "application";
  return given ?? (isApplication ? "HTTP" : undefined);
}

function ownerOf(listener: StackResource): StackResource | undefined {
  return listener.dependenciesOf("loadBalancerArn").find(({ type }) => loadBalancers.matches(type));
}

/** It neither answers by itself nor sends clients to HTTPS. */
function forwards(action: Property): boolean {
  const type = action.at("type").string();
  return type === "redirect" ? (action.at("redirect", "protocol").string() ?? "#{protocol}") !== "HTTPS" : type !== "fixed-response";
}

function isPublic(listener: StackResource, { config: options }: Context): boolean {
  const owner = ownerOf(listener);
  return options.internal || owner === undefined || flagOf(owner.properties.at("internal")) !== true;
}

function checkClassicLoadBalancer(loadBalancer: StackResource, { config: options, report, attempt }: Context): void {
  if (!options.internal && flagOf(loadBalancer.properties.at("internal")) === true) {
    return;
  }
  for (const listener of loadBalancer.properties.at("listeners").items()) {
    attempt(() => {
      const protocol = listener.at("lbProtocol");
      if (protocol.string()?.toUpperCase() === "HTTP") {
        report(loadBalancer, "requests are served in the clear", { path: protocol.path, fix: 'set lbProtocol: "HTTPS", with a certificate' });
      }
    });
  }
}

function checkDistribution(distribution: StackResource, { report, attempt }: Context): void {
  const { properties } = distribution;
  attempt(() => {
    const certificate = properties.at("viewerCertificate");
    const version = certificate.at("minimumProtocolVersion");
    // With CloudFront's own certificate the version can't be chosen.
    const isOwn = ["acmCertificateArn", "iamCertificateId"].some((key) => !certificate.at(key).isAbsent);
    if (isOwn && !/^TLSv1\.[23]/.test(version.string() ?? "TLSv1")) {
      report(distribution, `versions of TLS before 1.2 are accepted: ${version.isAbsent ? "TLSv1 by itself" : version.shown()}`, {
        path: version.path,
        fix: 'set minimumProtocolVersion: "TLSv1.2_2021"',
      });
    }
  });
  attempt(() => {
    for (const behavior of [properties.at("defaultCacheBehavior"), ...properties.at("orderedCacheBehaviors").items()]) {
      attempt(() => {
        const policy = behavior.at("viewerProtocolPolicy");
        if (policy.string() === "allow-all") {
          report(distribution, "requests are served in the clear", { path: policy.path, fix: 'set viewerProtocolPolicy: "redirect-to-https"' });
        }
      });
    }
  });
}

function checkDomainName(domain: StackResource, { report }: Context): void {
  const policy = domain.properties.at("securityPolicy");
  if (/^TLS_1_[01]$/.test(policy.string() ?? "")) {
    report(domain, `the security policy ${policy.shown()} accepts versions of TLS before 1.2`, {
      path: policy.path,
      fix: 'set securityPolicy: "TLS_1_2"',
    });
  }
}

function mustBeOn(property: string, what: string): Check {
  return (resource, { report }) => {
    const place = resource.properties.at(property);
    if (flagOf(place) !== true) {
      report(resource, what, { path: place.path, fix: `set ${property}: true` });
    }
  };
}

function mustNotBeOff(property: string, what: string): Check {
  return (resource, { report }) => {
    const place = resource.properties.at(property);
    if (flagOf(place) === false) {
      report(resource, what, { path: place.path, fix: `leave ${property} out, or set it to true` });
    }
  };
}

function mustBe(property: string, value: string, what: string): Check {
  return (resource, { report }) => {
    const place = resource.properties.at(property);
    if (place.string() !== value) {
      report(resource, what, { path: place.path, fix: `set ${property}: "${value}"` });
    }
  };
}

function checkKafka(cluster: StackResource, { report, attempt }: Context): void {
  const transit = cluster.properties.at("encryptionInfo", "encryptionInTransit");
  attempt(() => {
    const clients = transit.at("clientBroker");
    if ((clients.string() ?? "TLS") !== "TLS") {
      report(cluster, "clients may talk to the brokers in the clear", { path: clients.path, fix: 'set clientBroker: "TLS"' });
    }
  });
  attempt(() => {
    const brokers = transit.at("inCluster");
    if (flagOf(brokers) === false) {
      report(cluster, "the brokers talk to each other in the clear", { path: brokers.path, fix: "leave inCluster out, or set it to true" });
    }
  });
}

function checkSearchDomain(domain: StackResource, { report, attempt }: Context): void {
  const { properties } = domain;
  attempt(() => {
    const nodes = properties.at("nodeToNodeEncryption", "enabled");
    if (flagOf(nodes) !== true) {
      report(domain, "the nodes talk to each other in the clear", { path: nodes.path, fix: "set nodeToNodeEncryption: { enabled: true }" });
    }
  });
  attempt(() => {
    const https = properties.at("domainEndpointOptions", "enforceHttps");
    if (flagOf(https) === false) {
      report(domain, "requests are served in the clear", { path: https.path, fix: "leave enforceHttps out, or set it to true" });
    }
  });
  attempt(() => {
    const policy = properties.at("domainEndpointOptions", "tlsSecurityPolicy");
    if (/TLS-1-[01]/.test(policy.string() ?? "")) {
      report(domain, `the security policy ${policy.shown()} accepts versions of TLS before 1.2`, {
        path: policy.path,
        fix: 'set tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10"',
      });
    }
  });
}

function checkVolumes(task: StackResource, { report, attempt }: Context): void {
  for (const volume of task.properties.at("volumes").items()) {
    attempt(() => {
      const files = volume.at("efsVolumeConfiguration");
      const encryption = files.at("transitEncryption");
      if (!files.isAbsent && encryption.string() !== "ENABLED") {
        report(task, "files are read and written in the clear", { path: encryption.path, fix: 'set transitEncryption: "ENABLED"' });
      }
    });
  }
}

function checkProtocols(server: StackResource, { report, attempt }: Context): void {
  for (const protocol of server.properties.at("protocols").items()) {
    attempt(() => {
      if (protocol.string() === "FTP") {
        report(server, "files and passwords are sent in the clear", { path: protocol.path, fix: "use SFTP or FTPS" });
      }
    });
  }
}
