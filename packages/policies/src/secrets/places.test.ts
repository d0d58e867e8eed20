import { Resource } from "../kernel/resource";
import { placeOf } from "./places";

type Keys = (string | number)[];

const place = (type: string, ...keys: Keys) => {
  const resource = new Resource({ urn: "urn", type, name: "subject", properties: {} });
  return placeOf(resource, resource.properties.at(...keys));
};

const ENV = ["containers", 0, "env", 0, "value"];

it.each<[string, string, Keys]>([
  ["environment", "kubernetes:apps/v1:Deployment", ["spec", "template", "spec", ...ENV]],
  ["environment", "kubernetes:core/v1:Pod", ["spec", "initContainers", 1, "args", 0]],
  ["environment", "kubernetes:core/v1:Pod", ["spec", "ephemeralContainers", 1, "command", 2]],
  ["environment", "kubernetes:monitoring.coreos.com/v1:Prometheus", ["spec", ...ENV]],
  ["environment", "aws:lambda/function:Function", ["environment", "variables", "DB_PASSWORD"]],
  ["environment", "aws:codebuild/project:Project", ["environment", "environmentVariables", 0, "value"]],
  ["environment", "aws:elasticbeanstalk/environment:Environment", ["settings", 0, "value"]],
  ["config-map", "kubernetes:core/v1:ConfigMap", ["data", "app.yaml"]],
  ["config-map", "kubernetes:core/v1:ConfigMapPatch", ["binaryData", "app"]],
  ["config-map", "kubernetes:helm.sh/v3:Release", ["values", "adminPassword"]],
  ["user-data", "aws:ec2/instance:Instance", ["userDataBase64"]],
  ["user-data", "aws:ec2/spotFleetRequest:SpotFleetRequest", ["launchSpecifications", 0, "userData"]],
  ["provider", "pulumi:providers:aws", ["secretKey"]],
  ["other", "kubernetes:helm.sh/v3:Release", ["repositoryOpts", "password"]],
  ["other", "kubernetes:core/v1:ConfigMap", ["metadata", "annotations", "password"]],
  ["other", "kubernetes:core/v1:Pod", ["spec", "containers", 0, "name"]],
  ["other", "kubernetes:core/v1:Secret", ["stringData", "password"]],
  ["other", "aws:rds/instance:Instance", ["password"]],
  ["other", "aws:lambda/function:Function", ["description"]],
  ["other", "aws:appconfig/environment:Environment", ["environment"]],
  ["other", "random:index/randomPassword:RandomPassword", ["environment", "x"]],
])("%s: %s %j", (expected, type, keys) => {
  expect(place(type, ...keys)).toBe(expected);
});

it("what is decoded on the way is in the same place", () => {
  const definitions = JSON.stringify([{ environment: [{ name: "TOKEN", value: "x" }], logConfiguration: { options: { "splunk-token": "x" } } }]);
  const resource = new Resource({
    urn: "urn",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "subject",
    properties: { containerDefinitions: definitions },
  });
  const [definition] = resource.properties.at("containerDefinitions").parsed().items();
  expect(placeOf(resource, definition!.at("environment", 0, "value"))).toBe("environment");
  expect(placeOf(resource, definition!.at("logConfiguration", "options", "splunk-token"))).toBe("other");
});
