"use strict";

const fs = require("fs");
const path = require("path");
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const site = new aws.s3.BucketV2("site", { forceDestroy: true });
const website = new aws.s3.BucketWebsiteConfigurationV2("site", { bucket: site.bucket, indexDocument: { suffix: "index.html" } });
const open = new aws.s3.BucketPublicAccessBlock("site", { bucket: site.bucket, blockPublicPolicy: false });

const folder = path.join(__dirname, "www");
for (const file of fs.readdirSync(folder)) {
  new aws.s3.BucketObject(file, { bucket: site, source: new pulumi.asset.FileAsset(path.join("www", file)), contentType: "text/html" });
}

new aws.s3.BucketPolicy(
  "site",
  {
    bucket: site.bucket,
    policy: site.arn.apply((arn) => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${arn}/*` }],
    })),
  },
  { dependsOn: open },
);

exports.url = website.websiteEndpoint.apply((endpoint) => `http://${endpoint}`);
