import type * as pulumi from "@pulumi/pulumi";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { type AwsScope, childName, childOptions, childTags } from "../platform/scope";

export interface NodeLaunchTemplateArgs {
  /** Tags of the instances besides the platform's. Default: none. */
  instanceTags?: pulumi.Input<Record<string, string>>;
  /** GiB. */
  diskSize: number;
  /** Default: the account's `aws/ebs` key. */
  encryptionKeyArn?: pulumi.Input<string>;
  /** What only nodes outside a managed node group have; EKS fills it in for the others. */
  selfManaged?: {
    imageId: pulumi.Input<string>;
    userData: pulumi.Input<string>;
    instanceProfileArn: pulumi.Input<string>;
    securityGroupIds: pulumi.Input<string>[];
  };
  dependsOn?: pulumi.Resource[];
}

/** How every node of ours is launched, whatever launches it. */
export function nodeLaunchTemplate(scope: AwsScope, suffix: string, args: NodeLaunchTemplateArgs): LaunchTemplate {
  const tags = childTags(scope, suffix);
  const { selfManaged } = args;
  return new LaunchTemplate(
    childName(scope, suffix),
    {
      metadataOptions: {
        httpEndpoint: "enabled",
        // A token on each request, that does not reach past the node itself: no pod without host network gets at the node's credentials.
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        // An account may have this on by default, and then every tag with a slash in its key makes launches fail.
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: args.diskSize, encrypted: "true", kmsKeyId: args.encryptionKeyArn, deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: [
        { resourceType: "instance", tags: args.instanceTags ?? tags },
        { resourceType: "volume", tags },
        { resourceType: "network-interface", tags },
      ],
      imageId: selfManaged?.imageId,
      userData: selfManaged?.userData,
      iamInstanceProfile: selfManaged === undefined ? undefined : { arn: selfManaged.instanceProfileArn },
      vpcSecurityGroupIds: selfManaged?.securityGroupIds,
      region: scope.region,
      tags,
    },
    childOptions(scope, ...(args.dependsOn ?? [])),
  );
}

/** The version of a launch template as a number in text. Never `$Latest`, with which no rollback is possible. */
export function currentVersion(template: LaunchTemplate): pulumi.Output<string> {
  return template.latestVersion.apply(String);
}
