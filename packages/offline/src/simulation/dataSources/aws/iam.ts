import * as fs from "node:fs";
import * as path from "node:path";
import { Identifiers } from "../../identifiers";
import type { PropertyMap } from "../../../wire/values";
import { goJson } from "../../goJson";
import { type DataSourceContext, type DataSources, text } from "../dataSource";
import { policyDocument } from "./policyDocument";

/** Roles that AWS itself makes, by the end of their names, and the service that may take them. Source: "Using service-linked roles" of each service. */
const serviceLinkedRoles: Readonly<Record<string, string>> = {
  AmazonEKS: "eks.amazonaws.com",
  AmazonEKSNodegroup: "eks-nodegroup.amazonaws.com",
  AmazonElasticFileSystem: "elasticfilesystem.amazonaws.com",
  AmazonOpenSearchService: "opensearchservice.amazonaws.com",
  APIGateway: "ops.apigateway.amazonaws.com",
  ApplicationAutoScaling_ECSService: "ecs.application-autoscaling.amazonaws.com",
  AutoScaling: "autoscaling.amazonaws.com",
  EC2Spot: "spot.amazonaws.com",
  ECS: "ecs.amazonaws.com",
  ElastiCache: "elasticache.amazonaws.com",
  ElasticLoadBalancing: "elasticloadbalancing.amazonaws.com",
  RDS: "rds.amazonaws.com",
  Support: "support.amazonaws.com",
  TrustedAdvisor: "trustedadvisor.amazonaws.com",
};

const managedPolicies = new Map<string, ReadonlyMap<string, string>>();

/** The ARNs of AWS's managed policies by name, from the list in the installed SDK. */
function managedPolicyArns(sdkDirectory: string | undefined): ReadonlyMap<string, string> {
  const directory = sdkDirectory ?? "";
  let arns = managedPolicies.get(directory);
  if (arns === undefined) {
    let list = "";
    try {
      list = fs.readFileSync(path.join(directory, "types/enums/iam/index.js"), "utf8");
    } catch {
      // An SDK without the list knows no managed policy.
    }
    arns = new Map(
      [...list.matchAll(/"(arn:aws:iam::aws:policy\/[^"]+)"/g)].map(([, arn]) => [
        (arn as string).slice((arn as string).lastIndexOf("/") + 1),
        arn as string,
      ]),
    );
    managedPolicies.set(directory, arns);
  }
  return arns;
}

/** One of AWS's managed policies. What is in it is not known here. */
function policy(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const given = text(args, "arn");
  const name = text(args, "name") ?? given?.slice(given.lastIndexOf("/") + 1);
  const managed = given?.includes(":iam::aws:policy/") ? given : name === undefined ? undefined : managedPolicyArns(context.sdkDirectory).get(name);
  if (managed === undefined || name === undefined) {
    return undefined;
  }
  const arn = managed.replace(/^arn:aws:/, `arn:${context.partition.name}:`);
  return {
    arn,
    id: arn,
    name,
    path: arn.slice(arn.indexOf(":policy/") + ":policy".length, arn.lastIndexOf("/") + 1),
    policyId: `ANPA${new Identifiers(arn).text(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")}`,
    tags: {},
  };
}

function role(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const name = text(args, "name");
  const service = name === undefined ? undefined : serviceLinkedRoles[name.replace(/^AWSServiceRoleFor/, "")];
  if (name === undefined || service === undefined || !name.startsWith("AWSServiceRoleFor")) {
    return undefined;
  }
  return {
    arn: `arn:${context.partition.name}:iam::${context.accountId}:role/aws-service-role/${service}/${name}`,
    assumeRolePolicy: goJson({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] }),
    id: name,
    path: `/aws-service-role/${service}/`,
    permissionsBoundary: "",
    tags: {},
    uniqueId: `AROA${new Identifiers(`role ${name}`).text(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")}`,
  };
}

/** The role behind a session: `arn:…:sts::1:assumed-role/admin/session` is of `arn:…:iam::1:role/admin`. Who is no session is itself. */
function sessionContext(args: PropertyMap): PropertyMap | undefined {
  const arn = text(args, "arn");
  if (arn === undefined) {
    return undefined;
  }
  const session = /^arn:([^:]+):sts::(\d+):assumed-role\/(.+)\/([^/]+)$/.exec(arn);
  if (session === null) {
    return { id: arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" };
  }
  const [, partition, account, roleName, sessionName] = session;
  return { id: arn, issuerArn: `arn:${partition}:iam::${account}:role/${roleName}`, issuerName: roleName ?? "", sessionName: sessionName ?? "" };
}

function openIdConnectProvider(args: PropertyMap, context: DataSourceContext): PropertyMap | undefined {
  const given = text(args, "arn");
  const url = text(args, "url")?.replace(/^https:\/\//, "") ?? given?.slice(given.indexOf("/") + 1);
  if (url === undefined) {
    return undefined;
  }
  const arn = given ?? `arn:${context.partition.name}:iam::${context.accountId}:oidc-provider/${url}`;
  return { arn, clientIdLists: ["sts.amazonaws.com"], id: arn, tags: {}, thumbprintLists: [], url };
}

export const iam: DataSources = {
  computed: { "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument },
  simulated: {
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": openIdConnectProvider,
    "aws:iam/getPolicy:getPolicy": policy,
    "aws:iam/getRole:getRole": role,
    "aws:iam/getSessionContext:getSessionContext": sessionContext,
  },
};
