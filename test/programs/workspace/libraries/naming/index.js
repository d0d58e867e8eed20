"use strict";

const pulumi = require("@pulumi/pulumi");

exports.TeamBucket = class TeamBucket extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("acme:storage:TeamBucket", name, args, opts);
    const { BucketV2 } = require("@pulumi/aws/s3");
    this.bucket = new BucketV2(name, { bucketPrefix: `${args.team}-`, tags: { Team: args.team } }, { parent: this });
    this.registerOutputs({ arn: this.bucket.arn });
  }
};
