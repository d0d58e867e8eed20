import type { Pack } from "../kernel/pack";
import { secEksPublicEndpoint } from "../rules/security/sec-eks-public-endpoint";
import { secEncryptionAtRest } from "../rules/security/sec-encryption-at-rest";
import { secEncryptionInTransit } from "../rules/security/sec-encryption-in-transit";
import { secIamWildcards } from "../rules/security/sec-iam-wildcards";
import { secK8sExposure } from "../rules/security/sec-k8s-exposure";
import { secK8sNetworkPolicy } from "../rules/security/sec-k8s-network-policy";
import { secK8sPrivileged } from "../rules/security/sec-k8s-privileged";
import { secK8sSecurityContext } from "../rules/security/sec-k8s-security-context";
import { secPublicDataStore } from "../rules/security/sec-public-data-store";
import { secPublicIngress } from "../rules/security/sec-public-ingress";
import { secS3Public } from "../rules/security/sec-s3-public";

export const security: Pack = {
  name: "firmament-security",
  title: "Security",
  description: "Nothing is open to everybody, unencrypted, or allowed more than it needs.",
  rules: [
    { rule: secK8sPrivileged, level: "mandatory" },
    { rule: secK8sSecurityContext, level: "mandatory" },
    { rule: secK8sNetworkPolicy, level: "mandatory" },
    { rule: secK8sExposure, level: "mandatory" },
    { rule: secPublicIngress, level: "mandatory" },
    { rule: secPublicDataStore, level: "mandatory" },
    { rule: secS3Public, level: "mandatory" },
    { rule: secEksPublicEndpoint, level: "mandatory" },
    { rule: secEncryptionAtRest, level: "mandatory" },
    { rule: secEncryptionInTransit, level: "mandatory" },
    { rule: secIamWildcards, level: "mandatory" },
  ],
};
