import { makeUrn, packageOf, parseUrn } from "./urn";

describe("URNs", () => {
  it("hold the types of all ancestors but the stack, and the resource's own name", () => {
    const stack = makeUrn("dev", "shop", "", "pulumi:pulumi:Stack", "shop-dev");
    const component = makeUrn("dev", "shop", stack, "my:index:App", "app");
    const child = makeUrn("dev", "shop", component, "my:index:Part", "app-part");
    expect(stack).toBe("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
    expect(component).toBe("urn:pulumi:dev::shop::my:index:App::app");
    expect(makeUrn("dev", "shop", child, "aws:s3/bucket:Bucket", "b")).toBe(
      "urn:pulumi:dev::shop::my:index:App$my:index:Part$aws:s3/bucket:Bucket::b",
    );
  });

  it("are taken apart again, names with colons included", () => {
    expect(parseUrn("urn:pulumi:dev::shop::my:index:App$aws:s3/bucket:Bucket::a::b")).toEqual({
      stack: "dev",
      project: "shop",
      qualifiedType: "my:index:App$aws:s3/bucket:Bucket",
      type: "aws:s3/bucket:Bucket",
      name: "a::b",
    });
  });
});

it("a provider's type belongs to the package that it provides", () => {
  expect(packageOf("pulumi:providers:aws")).toBe("aws");
  expect(packageOf("aws:s3/bucket:Bucket")).toBe("aws");
});
