import type { Pack } from "../kernel/pack";
import { secK8sExposure } from "../rules/security/sec-k8s-exposure";
import { secK8sNetworkPolicy } from "../rules/security/sec-k8s-network-policy";
import { secK8sPrivileged } from "../rules/security/sec-k8s-privileged";
import { secK8sSecurityContext } from "../rules/security/sec-k8s-security-context";

export const security: Pack = {
  name: "firmament-security",
  title: "Security",
  description: "Nothing is open to everybody, unencrypted, or allowed more than it needs.",
  rules: [
    { rule: secK8sPrivileged, level: "mandatory" },
    { rule: secK8sSecurityContext, level: "mandatory" },
    { rule: secK8sNetworkPolicy, level: "mandatory" },
    { rule: secK8sExposure, level: "mandatory" },
  ],
};
