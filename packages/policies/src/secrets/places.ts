import type { Property } from "../kernel/property";
import type { Resource } from "../kernel/resource";
import { type TypeFamily, anyOf, family, kubernetesKinds, parseType } from "../kernel/types";

/** Places that everybody writes settings into, and that many can read; each has a rule of its own. */
export type Place = "environment" | "config-map" | "user-data" | "provider" | "other";

const CONTAINER_LISTS: ReadonlySet<unknown> = new Set(["containers", "initContainers", "ephemeralContainers"]);
const CONTAINER_SETTINGS: ReadonlySet<unknown> = new Set(["env", "args", "command"]);

/** Of ConfigMaps, and of Helm releases. */
const SETTINGS: ReadonlySet<unknown> = new Set(["data", "binaryData", "values", "set"]);

/** Services of AWS that run somebody's program. */
const AWS_RUNNERS = new Set(["amplify", "apprunner", "batch", "codebuild", "ecs", "elasticbeanstalk", "lambda", "sagemaker", "synthetics"]);
/** Where they take its environment and its arguments from. */
const AWS_SETTINGS: ReadonlySet<unknown> = new Set([
  ...["environment", "environmentVariables", "runtimeEnvironmentVariables", "command", "entryPoint"],
  // Elastic Beanstalk's.
  "settings",
]);

/** Types that have an environment of a program, or describe somebody's pods. */
export const programRunners: TypeFamily = family(
  "containers, functions and builds",
  (type) => runsOnAws(type) || (parseType(type).package === "kubernetes" && !parseType(type).module.startsWith("helm.sh")),
  (type) => runsOnAws(type) || /^kubernetes:((apps|batch)\/|core\/v\d+:Pod\b)/.test(type),
);

function runsOnAws(type: string): boolean {
  const { package: provider, module } = parseType(type);
  return isAws(provider) && AWS_RUNNERS.has(module.split("/")[0] ?? "");
}

/** Types whose content is settings. */
export const settingsHolders: TypeFamily = anyOf(
  "ConfigMaps and Helm releases",
  kubernetesKinds("core", "ConfigMap", "ConfigMapPatch"),
  family("Helm releases", (type) => parseType(type).package === "kubernetes" && parseType(type).module.startsWith("helm.sh")),
);

/** Types that start instances. */
export const instanceStarters: TypeFamily = family(
  "EC2 instances and what starts them",
  (type) => isAws(parseType(type).package),
  (type) => /^aws:ec2\/(instance|launchTemplate|launchConfiguration|spotInstanceRequest):/.test(type),
);

export const providers: TypeFamily = family("providers", (type) => type.startsWith("pulumi:providers:"));

function isAws(provider: string): boolean {
  return provider === "aws" || provider === "aws-native";
}

export function placeOf(resource: Resource, property: Property): Place {
  if (resource.isProvider) {
    return "provider";
  }
  const keys = keysOf(property);
  if (settingsHolders.matches(resource.type)) {
    return SETTINGS.has(keys[0]) ? "config-map" : "other";
  }
  if (instanceStarters.matches(resource.type) && keys.some((key) => key === "userData" || key === "userDataBase64")) {
    return "user-data";
  }
  if (!programRunners.matches(resource.type)) {
    return "other";
  }
  const isEnvironment =
    parseType(resource.type).package === "kubernetes"
      ? keys.some((key, index) => CONTAINER_LISTS.has(key) && CONTAINER_SETTINGS.has(keys[index + 2]))
      : keys.some((key) => AWS_SETTINGS.has(key));
  return isEnvironment ? "environment" : "other";
}

/** From the top-level property on, without what was decoded on the way. */
function keysOf(property: Property): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let place: Property | undefined = property; place !== undefined; place = place.container) {
    if (place.key !== undefined) {
      keys.unshift(place.key);
    }
  }
  return keys;
}
