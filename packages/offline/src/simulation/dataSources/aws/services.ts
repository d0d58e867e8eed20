import { SIMULATED_CERTIFICATE } from "../../aws/eks";
import { regions } from "../../aws/regions";
import { bucketDomains } from "../../aws/storage";
import { Identifiers } from "../../identifiers";
import { type PropertyMap, secret, UNKNOWN } from "../../../wire/values";
import { regionFor } from "./account";
import { type DataSource, type DataSourceContext, type DataSources, text } from "../dataSource";

/** Kubernetes versions in standard support on EKS, newest first. Source: "Kubernetes versions on standard support", EKS user guide, end of 2025. */
const eksVersions = ["1.34", "1.33", "1.32"];

/** CloudFront's managed policies. Source: "Use managed policies", CloudFront developer guide. */
const cachePolicies: Readonly<Record<string, string>> = {
  Amplify: "2e54312d-136d-493c-8eb9-b001f22f67d2",
  CachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  CachingOptimizedForUncompressedObjects: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
  "Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
  UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
  "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
};
const originRequestPolicies: Readonly<Record<string, string>> = {
  AllViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  "AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
  AllViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  "CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
  "CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
  "Elemental-MediaTailor-PersonalizedManifests": "775133bc-15f2-49f9-abea-afb2e0bf67d2",
  UserAgentRefererHeaders: "acba4595-bd28-49b8-b9fe-13317c0390fa",
};
const responseHeadersPolicies: Readonly<Record<string, string>> = {
  "CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
  "CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
  "CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
  SecurityHeadersPolicy: "67f7725c-6f97-4210-82d7-5512b31e9d03",
  SimpleCORS: "60669652-455b-4ae9-85a4-c4c02393f86c",
};

function arn(args: PropertyMap, context: DataSourceContext, service: string, resource: string): string {
  return `arn:${context.partition.name}:${service}:${regionFor(args, context)}:${context.accountId}:${resource}`;
}

/** A managed policy by its name, with or without `Managed-`, or by its id. */
function managedPolicy(policies: Readonly<Record<string, string>>, kind: string): DataSource {
  return (args, context) => {
    const name = text(args, "name")?.replace(/^Managed-/, "") ?? Object.keys(policies).find((candidate) => policies[candidate] === args.id);
    const id = name === undefined ? undefined : policies[name];
    return id === undefined ? undefined : { arn: `arn:${context.partition.name}:cloudfront::aws:${kind}/${id}`, id, name: `Managed-${name}` };
  };
}

/** Something that exists under the name that the program asks for. */
function named(argument: string, answer: (name: string, args: PropertyMap, context: DataSourceContext) => PropertyMap): DataSource {
  return (args, context) => {
    const name = text(args, argument);
    return name === undefined ? undefined : answer(name, args, context);
  };
}

function cluster(name: string, args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const identifiers = new Identifiers(`EKS cluster ${region} ${name}`);
  const identifier = identifiers.hex(32).toUpperCase();
  return {
    arn: arn(args, context, "eks", `cluster/${name}`),
    certificateAuthorities: [{ data: SIMULATED_CERTIFICATE }],
    endpoint: `https://${identifier}.gr7.${region}.eks.${context.partition.dnsSuffix}`,
    id: name,
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${region}.${context.partition.dnsSuffix}/id/${identifier}` }] }],
    status: "ACTIVE",
    version: eksVersions[0] as string,
    vpcConfig: {
      clusterSecurityGroupId: `sg-0${identifiers.hex(16, "security group")}`,
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      publicAccessCidrs: [],
      securityGroupIds: [],
      subnetIds: [0, 1, 2].map((index) => `subnet-0${identifiers.hex(15, "subnet")}${index}`),
      vpcId: `vpc-0${identifiers.hex(16, "vpc")}`,
    },
  };
}

function zone(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const name = text(args, "name")?.replace(/\.$/, "");
  const given = text(args, "zoneId");
  if (name === undefined && given === undefined) {
    return undefined;
  }
  const zoneId = given ?? `Z${new Identifiers(`zone ${name} ${String(args.privateZone ?? false)}`).text(20, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")}`;
  return {
    arn: `arn:${context.partition.name}:route53:::hostedzone/${zoneId}`,
    id: zoneId,
    ...(name === undefined ? {} : { name }),
    nameServers: ["ns-1.awsdns-00.com", "ns-513.awsdns-00.net", "ns-1025.awsdns-00.org", "ns-1537.awsdns-00.co.uk"],
    primaryNameServer: "ns-1.awsdns-00.com",
    zoneId,
  };
}

function keyOf(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const asked = text(args, "keyId");
  if (asked === undefined) {
    return undefined;
  }
  const last = asked.slice(asked.lastIndexOf(":key/") < 0 ? 0 : asked.lastIndexOf(":key/") + ":key/".length);
  const id = /^[0-9a-f-]{36}$/.test(last) ? last : new Identifiers(`key ${asked}`).uuid();
  return {
    arn: asked.includes(":key/") ? asked : arn(args, context, "kms", `key/${id}`),
    awsAccountId: context.accountId,
    enabled: true,
    id,
    keyState: "Enabled",
  };
}

function repository(name: string, args: PropertyMap, context: DataSourceContext): PropertyMap {
  const host = `${text(args, "registryId") ?? context.accountId}.dkr.ecr.${regionFor(args, context)}.${context.partition.dnsSuffix}`;
  return {
    arn: arn(args, context, "ecr", `repository/${name}`),
    id: name,
    registryId: text(args, "registryId") ?? context.accountId,
    repositoryUrl: `${host}/${name}`,
  };
}

/** A registry login that nobody can mistake for one. */
function registryLogin(args: PropertyMap, context: DataSourceContext): PropertyMap {
  const password = "simulated-password";
  return {
    authorizationToken: secret(Buffer.from(`AWS:${password}`).toString("base64")),
    id: regionFor(args, context),
    password: secret(password),
    proxyEndpoint: `https://${text(args, "registryId") ?? context.accountId}.dkr.ecr.${regionFor(args, context)}.${context.partition.dnsSuffix}`,
    userName: "AWS",
  };
}

function loadBalancerZone(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const facts = regions[regionFor(args, context)];
  const id = args.loadBalancerType === "network" ? facts?.networkZone : facts?.applicationZone;
  return id === undefined ? undefined : { id };
}

export const services: DataSources = {
  computed: {
    "aws:cloudfront/getCachePolicy:getCachePolicy": managedPolicy(cachePolicies, "cache-policy"),
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": managedPolicy(originRequestPolicies, "origin-request-policy"),
    "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": managedPolicy(responseHeadersPolicies, "response-headers-policy"),
    "aws:elb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
    "aws:elb/getServiceAccount:getServiceAccount": (args, context) => {
      const account = regions[regionFor(args, context)]?.elbAccount;
      return account === undefined ? undefined : { arn: `arn:${context.partition.name}:iam::${account}:root`, id: account };
    },
    "aws:lb/getHostedZoneId:getHostedZoneId": loadBalancerZone,
  },
  simulated: {
    "aws:acm/getCertificate:getCertificate": named("domain", (domain, args, context) => {
      const certificateArn = arn(args, context, "acm", `certificate/${new Identifiers(`certificate ${regionFor(args, context)} ${domain}`).uuid()}`);
      return { arn: certificateArn, id: certificateArn, status: "ISSUED" };
    }),
    "aws:cloudwatch/getLogGroup:getLogGroup": named("name", (name, args, context) => ({
      arn: arn(args, context, "logs", `log-group:${name}`),
      id: name,
    })),
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": registryLogin,
    "aws:ecr/getCredentials:getCredentials": registryLogin,
    "aws:ecr/getRepository:getRepository": named("name", repository),
    "aws:ecs/getCluster:getCluster": named("clusterName", (name, args, context) => {
      const clusterArn = arn(args, context, "ecs", `cluster/${name}`);
      return { arn: clusterArn, id: clusterArn, status: "ACTIVE" };
    }),
    "aws:eks/getAddonVersion:getAddonVersion": named("addonName", (name) => ({ id: name, version: UNKNOWN })),
    "aws:eks/getCluster:getCluster": named("name", cluster),
    "aws:eks/getClusterAuth:getClusterAuth": named("name", (name) => ({ id: name, token: secret("k8s-aws-v1.simulated") })),
    "aws:eks/getClusterVersions:getClusterVersions": (args) => {
      const asked = Array.isArray(args.clusterVersionsOnlies) ? args.clusterVersionsOnlies : eksVersions;
      const newest = eksVersions[0] as string;
      const listed = args.defaultOnly === true ? [newest] : eksVersions.filter((version) => asked.includes(version));
      return {
        clusterVersions: listed.map((clusterVersion) => ({
          clusterType: "eks",
          clusterVersion,
          controlPlaneComponentConfigs: [],
          controlPlaneScalingTiers: [],
          defaultPlatformVersion: "",
          defaultVersion: clusterVersion === newest,
          endOfExtendedSupportDate: "",
          endOfStandardSupportDate: "",
          kubernetesPatchVersion: "",
          releaseDate: "",
          versionStatus: "STANDARD_SUPPORT",
        })),
      };
    },
    "aws:kms/getAlias:getAlias": named("name", (name, args, context) => {
      const targetKeyId = new Identifiers(`key ${name}`).uuid();
      const aliasArn = arn(args, context, "kms", name);
      return { arn: aliasArn, id: aliasArn, targetKeyArn: arn(args, context, "kms", `key/${targetKeyId}`), targetKeyId };
    }),
    "aws:kms/getKey:getKey": keyOf,
    "aws:route53/getZone:getZone": zone,
    "aws:s3/getBucket:getBucket": named("bucket", (bucket, args, context) => {
      const region = regionFor(args, context);
      const hostedZoneId = regions[region]?.s3WebsiteZone;
      return {
        arn: `arn:${context.partition.name}:s3:::${bucket}`,
        bucketRegion: region,
        ...bucketDomains(bucket, region, context.partition.dnsSuffix),
        ...(hostedZoneId === undefined ? {} : { hostedZoneId }),
        id: bucket,
        region,
      };
    }),
    "aws:s3/getCanonicalUserId:getCanonicalUserId": (_, { accountId }) => ({
      displayName: "simulated",
      id: new Identifiers(`canonical user ${accountId}`).hex(64),
    }),
    "aws:secretsmanager/getRandomPassword:getRandomPassword": () => ({ id: "simulated", randomPassword: secret("SimulatedPassword") }),
    "aws:secretsmanager/getSecret:getSecret": (args, context) => {
      const given = text(args, "arn");
      const name = text(args, "name") ?? given?.slice(given.lastIndexOf(":") + 1).replace(/-[A-Za-z0-9]{6}$/, "");
      if (name === undefined) {
        return undefined;
      }
      const secretArn = given ?? arn(args, context, "secretsmanager", `secret:${name}-${new Identifiers(`secret ${name}`).hex(6)}`);
      return { arn: secretArn, id: secretArn, name };
    },
    "aws:sns/getTopic:getTopic": named("name", (name, args, context) => ({
      arn: arn(args, context, "sns", name),
      id: arn(args, context, "sns", name),
    })),
    "aws:sqs/getQueue:getQueue": named("name", (name, args, context) => {
      const url = `https://sqs.${regionFor(args, context)}.${context.partition.dnsSuffix}/${context.accountId}/${name}`;
      return { arn: arn(args, context, "sqs", name), id: url, url };
    }),
  },
};
