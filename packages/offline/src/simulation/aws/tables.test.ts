import * as path from "node:path";
import { SchemaIndex } from "../../schema/schemaIndex";
import { awsType, awsTypes } from "./tables";

const schemas = new SchemaIndex(path.resolve(__dirname, "../../.."));

/** `aws:ec2/vpc:Vpc` for `ec2:Vpc`. */
function token(key: string): string {
  const [module = "", className = ""] = key.split(":");
  return `aws:${module}/${className.charAt(0).toLowerCase()}${className.slice(1)}:${className}`;
}

describe("the tables of simulated AWS types", () => {
  it.each(Object.keys(awsTypes))("%s: is a type of the SDK, and its attributes are computed by the provider", (key) => {
    const schema = schemas.resource(token(key));
    expect(Object.keys(schema?.computed ?? {})).toEqual(expect.arrayContaining(Object.keys(awsTypes[key]?.attributes ?? {})));
  });

  it("finds a type under each of its tokens", () => {
    expect(awsType("aws:alb/loadBalancer:LoadBalancer")).toBe(awsTypes["lb:LoadBalancer"]);
    expect(awsType("aws:lb/loadBalancer:LoadBalancer")).toBe(awsTypes["lb:LoadBalancer"]);
    expect(awsType("aws:elb/loadBalancer:LoadBalancer")).toBe(awsTypes["elb:LoadBalancer"]);
    expect(awsType("aws:nothing/here:Here")).toBeUndefined();
  });
});
