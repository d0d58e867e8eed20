import { partitionOf } from "../aws/regions";
import { SIMULATED_ACCOUNT } from "../aws/rules";
import { packageOf } from "../../wire/urn";
import type { PropertyMap } from "../../wire/values";
import { account } from "./aws/account";
import { compute } from "./aws/compute";
import { iam } from "./aws/iam";
import { services } from "./aws/services";
import type { DataSource, DataSourceContext, DataSources } from "./dataSource";
import { kubernetes } from "./kubernetes";
import { standardLibrary } from "./standardLibrary";
import { utilities } from "./utilities";

const tables: readonly DataSources[] = [account, compute, iam, services, kubernetes, standardLibrary, utilities];

/** Made-up answers, by token. */
export const simulatedSources: Readonly<Record<string, DataSource>> = Object.assign({}, ...tables.map(({ simulated }) => simulated ?? {})) as Record<
  string,
  DataSource
>;

/** Answers that need no cloud, by token. */
export const computedSources: Readonly<Record<string, DataSource>> = Object.assign({}, ...tables.map(({ computed }) => computed ?? {})) as Record<
  string,
  DataSource
>;

/** Our own answer to a data source, if there is one. */
export function builtInAnswer(
  token: string,
  args: PropertyMap,
  context: Omit<DataSourceContext, "partition" | "accountId">,
): { value: PropertyMap; computed: boolean } | undefined {
  const computed = computedSources[token];
  const source = computed ?? simulatedSources[token];
  const region = packageOf(token) === "aws" && typeof args.region === "string" ? args.region : context.region;
  const value = source?.(args, { ...context, partition: partitionOf(region), accountId: SIMULATED_ACCOUNT });
  return value === undefined ? undefined : { value, computed: computed !== undefined };
}

/** Why there can be no answer of ours, where it is worth saying. */
export function unansweredReason(token: string): string | undefined {
  switch (token) {
    case "kubernetes:helm:template":
      return "a chart is rendered by Helm, which an offline preview does not run (kubernetes.helm.v3.Release needs no rendering)";
    case "kubernetes:kustomize:directory":
      return "a kustomization is built by kustomize, which an offline preview does not run";
    case "aws:secretsmanager/getSecretVersion:getSecretVersion":
      return "the form of a secret is known only to who wrote it";
  }
  switch (packageOf(token)) {
    case "command":
      return "commands are never run";
    case "http":
      return "an offline preview has no network";
  }
  return undefined;
}
