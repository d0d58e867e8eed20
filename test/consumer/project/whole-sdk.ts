// What the same user pays who imports a provider's SDK in the usual way.
import * as aws from "@pulumi/aws";

export const bucket = new aws.s3.Bucket("logs");
