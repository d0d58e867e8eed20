import type { SimulatedType, Subject } from "../subject";
import { publicAddress, publicDns } from "./network";

/** Present only where the program says that the instance has a public address; the subnet decides otherwise. */
function withPublicAddress<T>(subject: Subject, value: (subject: Subject) => T): T | undefined {
  return subject.input("associatePublicIpAddress") === true ? value(subject) : undefined;
}

export const compute: Record<string, SimulatedType> = {
  "ec2:Instance": {
    id: (subject) => subject.resourceId("i"),
    attributes: {
      arn: (subject) => subject.arn("ec2", `instance/${subject.id}`),
      instanceState: () => "running",
      primaryNetworkInterfaceId: (subject) => subject.resourceId("eni", "primary interface"),
      publicDns: (subject) => withPublicAddress(subject, publicDns),
      publicIp: (subject) => withPublicAddress(subject, publicAddress),
    },
  },
  "ec2:LaunchTemplate": {
    id: (subject) => subject.resourceId("lt"),
    attributes: {
      arn: (subject) => subject.arn("ec2", `launch-template/${subject.id}`),
      defaultVersion: () => 1,
      latestVersion: () => 1,
    },
  },
  "ec2:KeyPair": {
    id: "name",
    nameProperty: "keyName",
    attributes: {
      arn: (subject) => subject.arn("ec2", `key-pair/${subject.name}`),
      keyName: (subject) => subject.name,
      keyPairId: (subject) => subject.resourceId("key", "key pair"),
    },
  },
  "ec2:PlacementGroup": {
    id: "name",
    attributes: {
      arn: (subject) => subject.arn("ec2", `placement-group/${subject.name}`),
      placementGroupId: (subject) => subject.resourceId("pg", "placement group"),
    },
  },
  "ebs:Volume": { id: (subject) => subject.resourceId("vol"), attributes: { arn: (subject) => subject.arn("ec2", `volume/${subject.id}`) } },
  "autoscaling:Group": {
    id: "name",
    attributes: {
      arn: (subject) => subject.arn("autoscaling", `autoScalingGroup:${subject.uuid("group")}:autoScalingGroupName/${subject.name}`),
    },
  },
  "autoscaling:Policy": {
    id: "name",
    attributes: {
      arn: (subject) =>
        subject.arn(
          "autoscaling",
          `scalingPolicy:${subject.uuid("policy")}:autoScalingGroupName/${subject.text("autoscalingGroupName")}:policyName/${subject.name}`,
        ),
    },
  },
  "batch:JobQueue": {
    id: (subject) => subject.arn("batch", `job-queue/${subject.name}`),
    attributes: { arn: (subject) => subject.arn("batch", `job-queue/${subject.name}`) },
  },
};
