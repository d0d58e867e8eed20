import { placeOf } from "./aws/rules";
import { dockerTypes } from "./docker";
import { Subject } from "./subject";
import { type PropertyMap, UNKNOWN } from "../wire/values";

function simulate(type: string, inputs: PropertyMap, attribute: string): unknown {
  const rules = dockerTypes[type] ?? {};
  return new Subject({ type, name: "i", seed: "urn", inputs, ...placeOf("us-east-1") }, rules).evaluate(
    rules.attributes?.[attribute] ?? (() => undefined),
  );
}

describe("simulated images", () => {
  it.each([
    ["acme/web:1.0", "acme/web"],
    ["registry.example.com:5000/web", "registry.example.com:5000/web"],
    ["registry.example.com:5000/acme/web:1.0", "registry.example.com:5000/acme/web"],
  ])("names %s with a digest", (imageName, repository) => {
    expect(simulate("docker:index/image:Image", { imageName }, "repoDigest")).toMatch(
      new RegExp(`^${repository.replaceAll(".", "\\.")}@sha256:[0-9a-f]{64}$`),
    );
  });

  it("refers to a built image by its first tag and its digest", () => {
    expect(simulate("docker-build:index:Image", { tags: ["acme/web:1", "acme/web:2"] }, "ref")).toMatch(/^acme\/web:1@sha256:[0-9a-f]{64}$/);
    expect(simulate("docker-build:index:Image", {}, "ref")).toBe(UNKNOWN);
  });

  it("does not know what an unknown name leads to", () => {
    expect(simulate("docker:index/remoteImage:RemoteImage", { name: UNKNOWN }, "repoDigest")).toBe(UNKNOWN);
  });
});
