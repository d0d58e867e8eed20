import type { RuleFixtures } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const one = (type: string, properties: object = {}, name = "orders"): Given => ({ type, name, properties });
const forward = [{ type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:x" }];
const redirect = (protocol?: string): object[] => [{ type: "redirect", redirect: { port: "443", protocol, statusCode: "HTTP_301" } }];
const listener = (properties: object): Given => ({ ...one("aws:lb/listener:Listener", properties), dependencies: { loadBalancerArn: ["web"] } });
const loadBalancer = (internal: boolean): Given => one("aws:lb/loadBalancer:LoadBalancer", { internal }, "web");
const https = (sslPolicy?: string): Given => listener({ protocol: "HTTPS", port: 443, sslPolicy, defaultActions: forward });
const distribution = (properties: object): Given => one("aws:cloudfront/distribution:Distribution", properties);
const domain = (properties: object): Given => one("aws:opensearch/domain:Domain", { nodeToNodeEncryption: { enabled: true }, ...properties });

const redirectIt = 'fix: let the HTTP listener redirect: { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }';
const inTheClear = `orders: requests are served in the clear\nat protocol\n${redirectIt}`;
const oldPolicy = (shown: string): string =>
  `orders: the security policy ${shown} accepts versions of TLS before 1.2\nat sslPolicy\nfix: set sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"`;

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a public load balancer that serves HTTP",
      resources: [loadBalancer(false), listener({ protocol: "HTTP", port: 80, defaultActions: forward })],
      findings: [inTheClear],
    },
    {
      title: "a listener that names no protocol, which is HTTP",
      resources: [loadBalancer(false), listener({ port: 80, defaultActions: forward })],
      findings: [inTheClear],
    },
    {
      title: "a listener of another stack's load balancer, and one that redirects to HTTP",
      resources: [
        { ...one("aws:alb/listener:Listener", { protocol: "HTTP", defaultActions: forward }), dependencies: {} },
        { ...listener({ protocol: "HTTP", defaultActions: redirect() }), name: "second" },
      ],
      findings: [inTheClear, inTheClear.replace("orders", "second")],
    },
    {
      title: "an internal load balancer that serves HTTP, where it must not",
      resources: [loadBalancer(true), listener({ protocol: "HTTP", defaultActions: forward })],
      config: { internal: true },
      findings: [inTheClear],
    },
    {
      title: "a listener without a security policy, which has TLS 1.0 then",
      resources: [https()],
      findings: [oldPolicy("ELBSecurityPolicy-2016-08, which AWS takes by itself,")],
    },
    {
      title: "a listener with an old security policy",
      resources: [listener({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" })],
      findings: [oldPolicy("ELBSecurityPolicy-TLS13-1-1-2021-06")],
    },
    {
      title: "a classic load balancer that serves HTTP",
      resources: [one("aws:elb/loadBalancer:LoadBalancer", { listeners: [{ lbProtocol: "https" }, { lbProtocol: "http" }] })],
      findings: ['orders: requests are served in the clear\nat listeners[1].lbProtocol\nfix: set lbProtocol: "HTTPS", with a certificate'],
    },
    {
      title: "an internal classic load balancer, where it must not",
      resources: [one("aws:elb/loadBalancer:LoadBalancer", { internal: true, listeners: [{ lbProtocol: "HTTP" }] })],
      config: { internal: true },
      findings: ['orders: requests are served in the clear\nat listeners[0].lbProtocol\nfix: set lbProtocol: "HTTPS", with a certificate'],
    },
    {
      title: "a distribution that serves HTTP, and TLS of any version",
      resources: [
        distribution({
          viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1", sslSupportMethod: "sni-only" },
          defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" },
          orderedCacheBehaviors: [{ viewerProtocolPolicy: "https-only" }, { viewerProtocolPolicy: "allow-all" }],
        }),
      ],
      findings: [
        'orders: versions of TLS before 1.2 are accepted: TLSv1 by itself\nat viewerCertificate.minimumProtocolVersion\nfix: set minimumProtocolVersion: "TLSv1.2_2021"',
        'orders: requests are served in the clear\nat defaultCacheBehavior.viewerProtocolPolicy\nfix: set viewerProtocolPolicy: "redirect-to-https"',
        'orders: requests are served in the clear\nat orderedCacheBehaviors[1].viewerProtocolPolicy\nfix: set viewerProtocolPolicy: "redirect-to-https"',
      ],
    },
    {
      title: "a distribution with an old version of TLS",
      resources: [distribution({ viewerCertificate: { iamCertificateId: "A1", minimumProtocolVersion: "TLSv1.1_2016" } })],
      findings: [
        'orders: versions of TLS before 1.2 are accepted: TLSv1.1_2016\nat viewerCertificate.minimumProtocolVersion\nfix: set minimumProtocolVersion: "TLSv1.2_2021"',
      ],
    },
    {
      title: "the domain of an API with an old version of TLS",
      resources: [one("aws:apigateway/domainName:DomainName", { securityPolicy: "TLS_1_0" })],
      findings: ['orders: the security policy TLS_1_0 accepts versions of TLS before 1.2\nat securityPolicy\nfix: set securityPolicy: "TLS_1_2"'],
    },
    {
      title: "caches, databases and proxies in the clear",
      resources: [
        one("aws:elasticache/replicationGroup:ReplicationGroup", {}, "cache"),
        one("aws:memorydb/cluster:Cluster", { tlsEnabled: false }, "memory"),
        one("aws:dax/cluster:Cluster", {}, "dax"),
        one("aws:rds/proxy:Proxy", {}, "proxy"),
      ],
      findings: [
        'dax: clients talk to the cluster in the clear\nat clusterEndpointEncryptionType\nfix: set clusterEndpointEncryptionType: "TLS"',
        "cache: clients talk to the cache in the clear\nat transitEncryptionEnabled\nfix: set transitEncryptionEnabled: true",
        "memory: clients talk to the database in the clear\nat tlsEnabled\nfix: leave tlsEnabled out, or set it to true",
        "proxy: clients may talk to the proxy in the clear\nat requireTls\nfix: set requireTls: true",
      ],
    },
    {
      title: "Kafka brokers that also talk in the clear",
      resources: [one("aws:msk/cluster:Cluster", { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT", inCluster: false } } })],
      findings: [
        'orders: clients may talk to the brokers in the clear\nat encryptionInfo.encryptionInTransit.clientBroker\nfix: set clientBroker: "TLS"',
        "orders: the brokers talk to each other in the clear\nat encryptionInfo.encryptionInTransit.inCluster\nfix: leave inCluster out, or set it to true",
      ],
    },
    {
      title: "a search domain in the clear",
      resources: [
        domain({
          nodeToNodeEncryption: undefined,
          domainEndpointOptions: { enforceHttps: false, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
        }),
      ],
      findings: [
        "orders: the nodes talk to each other in the clear\nat nodeToNodeEncryption.enabled\nfix: set nodeToNodeEncryption: { enabled: true }",
        "orders: requests are served in the clear\nat domainEndpointOptions.enforceHttps\nfix: leave enforceHttps out, or set it to true",
        'orders: the security policy Policy-Min-TLS-1-0-2019-07 accepts versions of TLS before 1.2\nat domainEndpointOptions.tlsSecurityPolicy\nfix: set tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10"',
      ],
    },
    {
      title: "a file system that a task mounts in the clear",
      resources: [one("aws:ecs/taskDefinition:TaskDefinition", { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1" } }] })],
      findings: [
        'orders: files are read and written in the clear\nat volumes[0].efsVolumeConfiguration.transitEncryption\nfix: set transitEncryption: "ENABLED"',
      ],
    },
    {
      title: "a server for FTP",
      resources: [one("aws:transfer/server:Server", { protocols: ["SFTP", "FTP"] })],
      findings: ["orders: files and passwords are sent in the clear\nat protocols[1]\nfix: use SFTP or FTPS"],
    },
  ],
  passes: [
    {
      title: "a public load balancer that redirects to HTTPS",
      resources: [
        loadBalancer(false),
        listener({ protocol: "HTTP", port: 80, defaultActions: redirect("HTTPS") }),
        { ...https("ELBSecurityPolicy-TLS13-1-2-2021-06"), name: "https" },
      ],
    },
    { title: "an HTTP listener that answers itself", resources: [listener({ protocol: "HTTP", defaultActions: [{ type: "fixed-response" }] })] },
    { title: "an internal load balancer that serves HTTP", resources: [loadBalancer(true), listener({ protocol: "HTTP", defaultActions: forward })] },
    {
      title: "a listener of a gateway, which has no protocol",
      resources: [one("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "gateway" }, "web"), listener({ defaultActions: forward })],
    },
    { title: "a TCP listener", resources: [listener({ protocol: "TCP", defaultActions: forward })] },
    {
      title: "other security policies of today",
      resources: [https("ELBSecurityPolicy-FS-1-2-Res-2020-10"), { ...https("ELBSecurityPolicy-TLS-1-2-Ext-2018-06"), name: "second" }],
    },
    {
      title: "an internal classic load balancer",
      resources: [one("aws:elb/loadBalancer:LoadBalancer", { internal: true, listeners: [{ lbProtocol: "http" }] })],
    },
    {
      title: "a distribution with HTTPS alone",
      resources: [
        distribution({
          viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1", minimumProtocolVersion: "TLSv1.2_2021" },
          defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
        }),
      ],
    },
    {
      title: "a distribution with CloudFront's own certificate",
      resources: [distribution({ viewerCertificate: { cloudfrontDefaultCertificate: true } })],
    },
    { title: "the domain of an API that says nothing", resources: [one("aws:apigateway/domainName:DomainName")] },
    {
      title: "what is encrypted, by itself or since it is told to",
      resources: [
        one("aws:elasticache/replicationGroup:ReplicationGroup", { transitEncryptionEnabled: true }, "cache"),
        one("aws:memorydb/cluster:Cluster", {}, "memory"),
        one("aws:dax/cluster:Cluster", { clusterEndpointEncryptionType: "TLS" }, "dax"),
        one("aws:rds/proxy:Proxy", { requireTls: true }, "proxy"),
        one("aws:msk/cluster:Cluster", {}, "kafka"),
        one("aws:msk/cluster:Cluster", { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } } }, "told"),
        domain({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
        one("aws:transfer/server:Server", { protocols: ["SFTP"] }, "files"),
      ],
    },
    {
      title: "a file system that a task mounts by TLS, and another volume",
      resources: [
        one("aws:ecs/taskDefinition:TaskDefinition", {
          volumes: [{ name: "scratch" }, { name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "ENABLED" } }],
        }),
      ],
    },
  ],
};
