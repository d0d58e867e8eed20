import { secret, UNKNOWN } from "../../wire/values";
import { resource } from "../../model/resource.fixtures";
import { createKubernetes } from "./create";

const deployment = (metadata: Parameters<typeof resource>[2]): ReturnType<typeof resource> =>
  resource("kubernetes:apps/v1:Deployment", "web", { apiVersion: "apps/v1", kind: "Deployment", metadata });

describe("createKubernetes", () => {
  it("returns the inputs, and what only the cluster knows as unknown", () => {
    const { outputs } = createKubernetes(deployment({ name: "web", namespace: "shop" }), ["status"], "simulated");
    expect(outputs).toEqual({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" }, status: UNKNOWN });
  });

  it.each([
    ["namespace and name", { name: "web", namespace: "shop" }, "shop/web"],
    ["the name alone, outside namespaces", { name: "web" }, "web"],
    ["unknown, with an unknown name", { name: UNKNOWN, namespace: "shop" }, ""],
    ["unknown, with an unknown namespace", { name: "web", namespace: UNKNOWN }, ""],
    ["unknown, with a secret name", { name: secret("web"), namespace: "shop" }, ""],
  ])("has for an id %s", (_, metadata, id) => {
    expect(createKubernetes(deployment(metadata), [], "simulated").id).toBe(id);
  });

  it("generates the name that the API server would, in the id", () => {
    expect(createKubernetes(deployment({ generateName: "web-", namespace: "shop" }), [], "simulated").id).toMatch(/^shop\/web-[a-z0-9]{5}$/);
  });

  it("has no id where outputs are unknown", () => {
    expect(createKubernetes(deployment({ name: "web", namespace: "shop" }), [], "unknown").id).toBe("");
  });

  it("says of a Helm release what its arguments say", () => {
    const release = resource("kubernetes:helm.sh/v3:Release", "web", { chart: "nginx", version: "1.2.3", name: "web", namespace: "edge" });
    expect(createKubernetes(release, ["status"], "simulated")).toMatchObject({
      id: "edge/web",
      outputs: {
        status: { appVersion: UNKNOWN, chart: "nginx", name: "web", namespace: "edge", revision: UNKNOWN, status: "deployed", version: "1.2.3" },
      },
    });
    expect(createKubernetes(release, ["status"], "unknown")).toMatchObject({ id: "", outputs: { status: UNKNOWN } });
  });
});
