import type { SimulatedType, Subject } from "../subject";

function repositoryUri(subject: Subject): string {
  return `public.ecr.aws/${subject.alphanumeric(8, "registry")}/${subject.name}`;
}

function clusterArn(subject: Subject): string {
  return subject.arn("ecs", `cluster/${subject.name}`);
}

/** A service belongs to the cluster that its ARN or name says, else to `default`. */
function serviceArn(subject: Subject): string {
  const cluster = subject.optional("cluster") ?? "default";
  return subject.arn("ecs", `service/${cluster.slice(cluster.lastIndexOf("/") + 1)}/${subject.name}`);
}

function taskDefinitionArn(subject: Subject): string {
  return subject.arn("ecs", `task-definition/${subject.text("family")}`);
}

export const containers: Record<string, SimulatedType> = {
  "ecr:Repository": {
    id: "name",
    lowerCase: true,
    attributes: {
      arn: (subject) => subject.arn("ecr", `repository/${subject.name}`),
      repositoryUrl: (subject) => `${subject.accountId}.dkr.ecr.${subject.region}.${subject.dnsSuffix}/${subject.name}`,
    },
  },
  "ecr:LifecyclePolicy": { id: (subject) => subject.text("repository") },
  "ecrpublic:Repository": {
    id: "name",
    nameProperty: "repositoryName",
    attributes: { arn: (subject) => subject.globalArn("ecr-public", `repository/${subject.name}`), repositoryUri },
  },
  "ecs:Cluster": { id: clusterArn, attributes: { arn: clusterArn } },
  "ecs:Service": { id: serviceArn, attributes: { arn: serviceArn } },
  "ecs:TaskDefinition": {
    id: (subject) => subject.text("family"),
    attributes: { arn: (subject) => `${taskDefinitionArn(subject)}:1`, arnWithoutRevision: taskDefinitionArn, revision: () => 1 },
  },
};
