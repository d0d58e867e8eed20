import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const { AssetArchive, FileArchive, FileAsset, RemoteAsset, StringAsset } = pulumi.asset;
const role = new aws.iam.Role("worker", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });

const code = {
  folder: new FileArchive("./worker"),
  packed: new FileArchive("./worker.zip"),
  map: new AssetArchive({
    "index.js": new FileAsset("worker/index.js"),
    "settings.json": new StringAsset(JSON.stringify({ level: "info" })),
    "lib": new FileArchive("./worker"),
  }),
};
export const hashes = Object.entries(code).map(([name, archive]) => new aws.lambda.Function(name, { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", code: archive }).sourceCodeHash);

const bucket = new aws.s3.Bucket("files");
new aws.s3.BucketObject("text", { bucket, source: new StringAsset("hello\n") });
new aws.s3.BucketObject("later", { bucket, source: bucket.arn.apply((arn) => new StringAsset(arn)) });
new aws.s3.BucketObject("remote", { bucket, source: new RemoteAsset("https://example.com/logo.svg") });
new aws.s3.BucketObject("secret", { bucket, source: pulumi.secret(new StringAsset("between you and me")) });
