import type { SimulatedType, Subject } from "../subject";

const zoneId = (subject: Subject): string => subject.upperId("Z", 20, "zone");

function nameServers(subject: Subject): string[] {
  return ["com", "net", "org", "co.uk"].map(
    (domain, index) =>
      `ns-${index * 512 + subject.integer(0, 511, domain)}.awsdns-${String(subject.integer(0, 63, domain)).padStart(2, "0")}.${domain}`,
  );
}

function distributionHost(subject: Subject): string {
  return `d${subject.alphanumeric(13, "distribution")}.cloudfront.net`;
}

function cloudfront(kind: string, idLength: number): SimulatedType {
  return {
    id: (subject) => subject.upperId("E", idLength),
    attributes: { arn: (subject) => subject.globalArn("cloudfront", `${kind}/${subject.id}`), etag: (subject) => subject.upperId("E", 13, "etag") },
  };
}

export const edge: Record<string, SimulatedType> = {
  "route53:Zone": {
    id: zoneId,
    attributes: {
      // Route 53's ARNs carry neither region nor account.
      arn: (subject) => `arn:${subject.partition}:route53:::hostedzone/${subject.id}`,
      nameServers,
      primaryNameServer: (subject) => nameServers(subject)[0],
      zoneId: (subject) => subject.id,
    },
  },
  // Its full name stays unknown: a relative one is completed by the name of the zone, which a record does not know.
  "route53:Record": { id: (subject) => `${subject.text("zoneId")}_${subject.text("name").replace(/\.$/, "")}_${subject.text("type")}` },
  "route53:HealthCheck": {
    id: (subject) => subject.uuid("check"),
    attributes: { arn: (subject) => `arn:${subject.partition}:route53:::healthcheck/${subject.id}` },
  },
  "cloudfront:Distribution": {
    ...cloudfront("distribution", 13),
    attributes: {
      ...cloudfront("distribution", 13).attributes,
      domainName: distributionHost,
      // The same for every distribution.
      hostedZoneId: () => "Z2FDTNDATAQYW2",
      status: () => "Deployed",
    },
  },
  "cloudfront:OriginAccessControl": cloudfront("origin-access-control", 13),
  "cloudfront:OriginAccessIdentity": {
    ...cloudfront("origin-access-identity", 13),
    attributes: {
      ...cloudfront("origin-access-identity", 13).attributes,
      cloudfrontAccessIdentityPath: (subject) => `origin-access-identity/cloudfront/${subject.id}`,
      iamArn: (subject) => `arn:${subject.partition}:iam::cloudfront:user/CloudFront Origin Access Identity ${subject.id}`,
      s3CanonicalUserId: (subject) => subject.hex(96, "canonical user"),
    },
  },
  "cloudfront:Function": {
    id: "name",
    attributes: {
      arn: (subject) => subject.globalArn("cloudfront", `function/${subject.name}`),
      etag: (subject) => subject.upperId("E", 13, "etag"),
    },
  },
  "cloudfront:CachePolicy": {
    id: (subject) => subject.uuid("policy"),
    attributes: {
      arn: (subject) => subject.globalArn("cloudfront", `cache-policy/${subject.id}`),
      etag: (subject) => subject.upperId("E", 13, "etag"),
    },
  },
  "wafv2:WebAcl": {
    id: (subject) => subject.uuid("acl"),
    attributes: {
      arn: (subject) =>
        subject.arn("wafv2", `${subject.text("scope") === "CLOUDFRONT" ? "global" : "regional"}/webacl/${subject.name}/${subject.id}`),
    },
  },
};
