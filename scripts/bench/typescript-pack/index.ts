import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import { PolicyPack, validateResourceOfType } from "@pulumi/policy";

new PolicyPack("bench-typescript", {
  policies: [
    {
      name: "bucket-cost-center",
      description: "Buckets say who pays for them.",
      enforcementLevel: "mandatory",
      validateResource: validateResourceOfType(aws.s3.Bucket, (bucket, _, report) => {
        if (bucket.tags?.CostCenter === undefined) {
          report("tags: CostCenter is missing");
        }
      }),
    },
    {
      name: "deployment-replicas",
      description: "Deployments have two replicas at least.",
      enforcementLevel: "advisory",
      validateResource: validateResourceOfType(kubernetes.apps.v1.Deployment, (deployment, _, report) => {
        if ((deployment.spec.replicas ?? 1) < 2) {
          report("one replica is a single point of failure");
        }
      }),
    },
  ],
});
