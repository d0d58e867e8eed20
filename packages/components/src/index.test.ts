import { cluster, metrics, tags } from "../test-support/attachments";
import { MultiAzCluster, MultiAzNetwork, PrometheusStack, ServiceLevelObjective, SpotMixedNodeGroup, Vault, WebService } from "./index";

const components = { MultiAzCluster, MultiAzNetwork, PrometheusStack, ServiceLevelObjective, SpotMixedNodeGroup, Vault, WebService };
type Name = keyof typeof components;

/** Makes a component as a program in JavaScript can. */
const make = (component: Name, args?: object | null) => () => new components[component]("core", args as never);

const NO_CLUSTER = "cluster: missing; pass a MultiAzCluster, or its values as an object";
const NO_NETWORK = "network: missing; pass a MultiAzNetwork, or its values as an object";
const NO_METRICS = "metrics: missing; pass a PrometheusStack, or its values as an object";

test.each(Object.entries(components))("%s has its own name as type", (name, component) => {
  expect(component.__pulumiType).toBe(`firmament:index:${name}`);
});

describe.each([undefined, null])("arguments that are %s", (args) => {
  test.each(Object.keys(components) as Name[])("are refused by %s", (name) => {
    expect(make(name, args)).toThrow(new Error(`${name} "core": 1 problem\n  args: missing; pass an object with at least tags`));
  });
});

test.each<[Name, object, ...string[]]>([
  ["MultiAzCluster", { tags }, NO_NETWORK],
  ["SpotMixedNodeGroup", { tags, network: null }, NO_CLUSTER, NO_NETWORK],
  ["PrometheusStack", { tags }, NO_CLUSTER],
  ["Vault", { tags }, NO_CLUSTER],
  ["WebService", { tags, cluster }, NO_METRICS],
  ["WebService", { tags, metrics }, NO_CLUSTER],
  ["ServiceLevelObjective", { tags }, NO_CLUSTER, NO_METRICS, "targets: missing; promise something, such as { availability: 99.9 }"],
])("%s says what is missing of what it is made from", (name, args, ...missing) => {
  const problems = missing.map((problem) => `\n  ${problem}`).join("");
  expect(make(name, args)).toThrow(new Error(`${name} "core": ${missing.length} ${missing.length === 1 ? "problem" : "problems"}${problems}`));
});

test.each<[Name, object]>([
  ["MultiAzCluster", { tags, network: {} }],
  ["SpotMixedNodeGroup", { tags, cluster, network: {} }],
])("%s says that a network's zones are not named", (name, args) => {
  expect(make(name, args)).toThrow('  network.availabilityZones: none; name the zones of the private subnets, such as ["a", "b", "c"]');
});
