import { parseType } from "../../kernel/types";
import { programRunners } from "../../secrets/places";
import { literalRule } from "../../secrets/rule";

const SECRETS_MANAGER = "let the program read it from Secrets Manager at its start";

/** How each service takes a secret from elsewhere. */
const FIXES: Readonly<Record<string, string | undefined>> = {
  amplify: "pass config.requireSecret, or read it from the SSM parameters of the app",
  apprunner: "name the secret's ARN in runtimeEnvironmentSecrets",
  batch: "name the secret's ARN in secrets[].valueFrom",
  codebuild: "name the secret in an environment variable of type SECRETS_MANAGER",
  ecs: "name the secret's ARN in secrets[].valueFrom",
};

/**
 * No secret is written into the environment or the arguments of a program: `env`, `args` and `command` of containers in every kind of Kubernetes object,
 * the environment of Lambda functions, ECS container definitions (also as JSON), CodeBuild, App Runner, Batch, Amplify, SageMaker, Synthetics and Elastic
 * Beanstalk. It knows them by their names (`DB_PASSWORD`, `--db-password=`). `valueFrom`, an ARN, `$(VAR)` and values that are marked secret pass.
 */
export const secretsEnvLiteral = literalRule(
  {
    id: "secrets-env-literal",
    title: "No literals in environments",
    must: "give no secret to a program in the text of its environment or arguments",
    because: "all who may look at the workload read it there, and so does every crash report",
    fix: "take it from a secret store, or pass config.requireSecret",
    compliance: { cwe: ["CWE-526", "CWE-214", "CWE-798"], fsbp: ["CodeBuild.2", "ECS.8"], nsaCisa: ["Secrets"], wellArchitected: ["SEC02-BP03"] },
    appliesTo: programRunners,
  },
  "environment",
  ({ resource }) => {
    const { package: provider, module } = parseType(resource.type);
    return provider === "kubernetes"
      ? "put it into a Secret, and take it from there with valueFrom.secretKeyRef"
      : (FIXES[module.split("/")[0] ?? ""] ?? SECRETS_MANAGER);
  },
);
