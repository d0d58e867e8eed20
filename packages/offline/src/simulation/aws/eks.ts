import { UNKNOWN } from "../../wire/values";
import type { SimulatedType, Subject } from "../subject";

/** The identifier in a cluster's endpoint and in its OpenID Connect issuer. */
function clusterIdentifier(subject: Subject): string {
  return subject.hex(32, "cluster").toUpperCase();
}

/** Base64, as Kubernetes clients want it; nobody can mistake the text in it for a certificate. */
export const SIMULATED_CERTIFICATE = Buffer.from(
  "-----BEGIN CERTIFICATE-----\nsimulated by an offline preview\n-----END CERTIFICATE-----\n",
).toString("base64");

/** `<cluster>:<name>`, the id of what belongs to a cluster. */
function ofCluster(subject: Subject, name: string): string {
  return `${subject.text("clusterName")}:${name}`;
}

function arnOf(subject: Subject, kind: string, name: string): string {
  return subject.arn("eks", `${kind}/${subject.text("clusterName")}/${name}/${subject.uuid(kind)}`);
}

function accessEntryArn(subject: Subject): string {
  // access-entry/<cluster>/<role|user>/<account>/<name>/<uuid>
  const [, , , , account, ...resource] = subject.text("principalArn").split(":");
  return subject.arn(
    "eks",
    `access-entry/${subject.text("clusterName")}/${resource.join(":").replace("/", `/${account}/`)}/${subject.uuid("entry")}`,
  );
}

export const eks: Record<string, SimulatedType> = {
  "eks:Cluster": {
    id: "name",
    attributes: {
      arn: (subject) => subject.arn("eks", `cluster/${subject.name}`),
      certificateAuthority: () => ({ data: SIMULATED_CERTIFICATE }),
      endpoint: (subject) => `https://${clusterIdentifier(subject)}.gr7.${subject.region}.eks.${subject.dnsSuffix}`,
      identities: (subject) => [{ oidcs: [{ issuer: `https://oidc.eks.${subject.region}.${subject.dnsSuffix}/id/${clusterIdentifier(subject)}` }] }],
      platformVersion: () => "eks.1",
      status: () => "ACTIVE",
      vpcConfig: (subject) => ({ clusterSecurityGroupId: subject.resourceId("sg", "cluster security group"), vpcId: UNKNOWN }),
      kubernetesNetworkConfig: (subject) => {
        const family = subject.nested("kubernetesNetworkConfig", "ipFamily") ?? "ipv4";
        return { ipFamily: family, ...(family === "ipv4" ? { serviceIpv4Cidr: "172.20.0.0/16" } : { serviceIpv6Cidr: UNKNOWN }) };
      },
    },
  },
  "eks:NodeGroup": {
    nameProperty: "nodeGroupName",
    id: (subject) => ofCluster(subject, subject.name),
    attributes: {
      arn: (subject) => arnOf(subject, "nodegroup", subject.name),
      nodeGroupName: (subject) => subject.name,
      resources: (subject) => [
        {
          autoscalingGroups: [{ name: `eks-${subject.name}-${subject.uuid("nodegroup")}` }],
          // Only node groups with remote access have one.
          remoteAccessSecurityGroupId: subject.input("remoteAccess") === undefined ? "" : subject.resourceId("sg", "remote access"),
        },
      ],
      status: () => "ACTIVE",
    },
  },
  "eks:Addon": {
    id: (subject) => ofCluster(subject, subject.text("addonName")),
    attributes: { arn: (subject) => arnOf(subject, "addon", subject.text("addonName")) },
  },
  "eks:AccessEntry": { id: (subject) => ofCluster(subject, subject.text("principalArn")), attributes: { accessEntryArn } },
  "eks:AccessPolicyAssociation": { id: (subject) => `${ofCluster(subject, subject.text("principalArn"))}#${subject.text("policyArn")}` },
  "eks:FargateProfile": {
    nameProperty: "fargateProfileName",
    id: (subject) => ofCluster(subject, subject.name),
    attributes: {
      arn: (subject) => arnOf(subject, "fargateprofile", subject.name),
      fargateProfileName: (subject) => subject.name,
      status: () => "ACTIVE",
    },
  },
  "eks:PodIdentityAssociation": {
    id: (subject) => `a-${subject.alphanumeric(17, "association")}`,
    attributes: {
      associationArn: (subject) => subject.arn("eks", `podidentityassociation/${subject.text("clusterName")}/${subject.id}`),
      associationId: (subject) => subject.id,
    },
  },
};
