import { isObject, type PropertyMap, type PropertyValue } from "../../wire/values";

/** The kinds of Kubernetes that belong to no namespace. Source: `kubectl api-resources --namespaced=false` of Kubernetes 1.34. */
const clusterKinds: ReadonlySet<string> = new Set([
  "admissionregistration.k8s.io/MutatingAdmissionPolicy",
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "apiregistration.k8s.io/APIService",
  "authentication.k8s.io/SelfSubjectReview",
  "authentication.k8s.io/TokenReview",
  "authorization.k8s.io/SelfSubjectAccessReview",
  "authorization.k8s.io/SelfSubjectRulesReview",
  "authorization.k8s.io/SubjectAccessReview",
  "certificates.k8s.io/CertificateSigningRequest",
  "certificates.k8s.io/ClusterTrustBundle",
  "core/ComponentStatus",
  "core/Namespace",
  "core/Node",
  "core/PersistentVolume",
  "extensions/PodSecurityPolicy",
  "flowcontrol.apiserver.k8s.io/FlowSchema",
  "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
  "internal.apiserver.k8s.io/StorageVersion",
  "networking.k8s.io/IPAddress",
  "networking.k8s.io/IngressClass",
  "networking.k8s.io/ServiceCIDR",
  "node.k8s.io/RuntimeClass",
  "policy/PodSecurityPolicy",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "resource.k8s.io/DeviceClass",
  "resource.k8s.io/DeviceTaintRule",
  "resource.k8s.io/ResourceSlice",
  "scheduling.k8s.io/PriorityClass",
  "storage.k8s.io/CSIDriver",
  "storage.k8s.io/CSINode",
  "storage.k8s.io/StorageClass",
  "storage.k8s.io/VolumeAttachment",
  "storage.k8s.io/VolumeAttributesClass",
  "storagemigration.k8s.io/StorageVersionMigration",
]);

/** Knows which kinds have a namespace: those of Kubernetes itself, and those whose definitions the program registers. */
export class KindScopes {
  private readonly defined = new Map<string, boolean>();

  /** Remembers the scope in a CustomResourceDefinition. */
  define(definition: PropertyMap): void {
    const spec = definition.spec;
    const names = isObject(spec) ? spec.names : undefined;
    if (isObject(spec) && isObject(names) && typeof spec.group === "string" && typeof names.kind === "string") {
      this.defined.set(`${spec.group}/${names.kind}`, spec.scope !== "Cluster");
    }
  }

  /** A kind that nothing is known of is taken to have a namespace, as the provider takes it. */
  isNamespaced(apiVersion: PropertyValue | undefined, kind: PropertyValue | undefined): boolean {
    const slash = typeof apiVersion === "string" ? apiVersion.indexOf("/") : -1;
    const group = slash < 0 ? "core" : (apiVersion as string).slice(0, slash);
    const key = `${group}/${String(kind)}`;
    return this.defined.get(key) ?? !clusterKinds.has(key);
  }
}
