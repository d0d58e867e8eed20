import { KindScopes } from "./scope";

describe("KindScopes", () => {
  it.each([
    ["v1", "ConfigMap", true],
    ["v1", "Namespace", false],
    ["v1", "PersistentVolume", false],
    ["v1", "PersistentVolumeClaim", true],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", false],
    ["rbac.authorization.k8s.io/v1", "Role", true],
    ["storage.k8s.io/v1", "StorageClass", false],
    ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", false],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition", false],
    ["networking.k8s.io/v1", "IngressClass", false],
    ["networking.k8s.io/v1", "Ingress", true],
  ])("knows whether %s %s has a namespace", (apiVersion, kind, namespaced) => {
    expect(new KindScopes().isNamespaced(apiVersion, kind)).toBe(namespaced);
  });

  it("takes a kind that it does not know for one with a namespace", () => {
    expect(new KindScopes().isNamespaced("cert-manager.io/v1", "ClusterIssuer")).toBe(true);
    expect(new KindScopes().isNamespaced("example.com/v1", "Namespace")).toBe(true);
  });

  it("learns the scope from the definition", () => {
    const scopes = new KindScopes();
    scopes.define({ spec: { group: "cert-manager.io", scope: "Cluster", names: { kind: "ClusterIssuer" } } });
    scopes.define({ spec: { group: "cert-manager.io", scope: "Namespaced", names: { kind: "Issuer" } } });
    scopes.define({ spec: "unreadable" });
    expect(scopes.isNamespaced("cert-manager.io/v1", "ClusterIssuer")).toBe(false);
    expect(scopes.isNamespaced("cert-manager.io/v1", "Issuer")).toBe(true);
  });
});
