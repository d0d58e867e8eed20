import { SchemaIndex } from "../../schema/schemaIndex";
import { UNKNOWN } from "../../wire/values";
import { resource } from "../../model/resource.fixtures";
import { packageDirectory, simulator } from "../simulator.fixtures";
import { awsType, awsTypes } from "./tables";

const schemas = new SchemaIndex(packageDirectory);

/** What any type may need to know of what it belongs to. */
const inputs = {
  addonName: "coredns",
  apiId: "a1b2c3d4e5",
  autoscalingGroupName: "nodes",
  bucket: "logs",
  certificateArn: "arn:aws:acm:eu-west-1:1:certificate/1",
  clusterIdentifier: "main",
  clusterName: "core",
  domainName: "example",
  engine: "aurora-postgresql",
  family: "web",
  fileSystemId: "fs-1",
  functionName: "worker",
  layerName: "tools",
  listenerArn: "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/web/1/2",
  loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/web/1",
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
  principalArn: "arn:aws:iam::1:role/ops",
  repository: "shop",
  restApi: "a1b2c3d4e5",
  role: "node",
  routeTableId: "rtb-1",
  scope: "REGIONAL",
  secretId: "arn:aws:secretsmanager:eu-west-1:1:secret:db-AbCdEf",
  stageName: "prod",
  targetKeyId: "1234",
  topic: "arn:aws:sns:eu-west-1:1:news",
  type: "A",
  url: "https://oidc.example.com/id/1",
  zoneId: "Z1",
};

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

  it.each(Object.keys(awsTypes))("%s: what is made up looks as AWS writes it", (key) => {
    const own = new Set(schemas.resource(token(key))?.outputOnly);
    const given = Object.fromEntries(Object.entries(inputs).filter(([name]) => !own.has(name)));
    const { id, outputs } = simulator().create(resource(token(key), "sample", key === "route53:Record" ? { ...given, name: "www" } : given));
    const attributes = Object.fromEntries(
      Object.keys(awsTypes[key]?.attributes ?? {}).map((name) => [name, outputs[name] === UNKNOWN ? "(unknown)" : outputs[name]]),
    );
    expect(id).not.toBe("");
    for (const [name, value] of Object.entries(attributes)) {
      if (/arn$/i.test(name)) {
        expect(value).toMatch(/^arn:aws:[^:]+:[^:]*:[^:]*:.+$/);
      }
    }
    expect({ id, ...attributes }).toMatchSnapshot();
  });

  it("finds a type under each of its tokens", () => {
    expect(awsType("aws:alb/loadBalancer:LoadBalancer")).toBe(awsTypes["lb:LoadBalancer"]);
    expect(awsType("aws:lb/loadBalancer:LoadBalancer")).toBe(awsTypes["lb:LoadBalancer"]);
    expect(awsType("aws:elb/loadBalancer:LoadBalancer")).toBe(awsTypes["elb:LoadBalancer"]);
    expect(awsType("aws:nothing/here:Here")).toBeUndefined();
  });
});
