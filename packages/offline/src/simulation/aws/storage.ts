import type { SimulatedType, Subject } from "../subject";
import { regions } from "./regions";

/** Website endpoints are `s3-website-<region>` in older regions and `s3-website.<region>` in newer ones. Source: "Website endpoints", S3 user guide. */
const dashRegions: ReadonlySet<string> = new Set([
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "eu-west-1",
  "sa-east-1",
  "us-gov-west-1",
]);

function bucketArn(subject: Subject): string {
  return `arn:${subject.partition}:s3:::${subject.name}`;
}

function websiteDomain(subject: Subject): string {
  return `s3-website${dashRegions.has(subject.region) ? "-" : "."}${subject.region}.${subject.dnsSuffix}`;
}

/** What a bucket is called in S3's DNS. */
export function bucketDomains(bucket: string, region: string, dnsSuffix: string): { bucketDomainName: string; bucketRegionalDomainName: string } {
  return { bucketDomainName: `${bucket}.s3.${dnsSuffix}`, bucketRegionalDomainName: `${bucket}.s3.${region}.${dnsSuffix}` };
}

const bucket: SimulatedType = {
  id: "name",
  nameProperty: "bucket",
  longestName: 63,
  lowerCase: true,
  attributes: {
    arn: bucketArn,
    bucket: (subject) => subject.name,
    bucketDomainName: (subject) => bucketDomains(subject.name, subject.region, subject.dnsSuffix).bucketDomainName,
    bucketRegion: (subject) => subject.region,
    bucketRegionalDomainName: (subject) => bucketDomains(subject.name, subject.region, subject.dnsSuffix).bucketRegionalDomainName,
    hostedZoneId: (subject) => regions[subject.region]?.s3WebsiteZone,
    websiteDomain: (subject) => (subject.input("website") === undefined ? undefined : websiteDomain(subject)),
    websiteEndpoint: (subject) => (subject.input("website") === undefined ? undefined : `${subject.name}.${websiteDomain(subject)}`),
  },
};

/** An object's key is the resource's name unless the program sets it. */
const object: SimulatedType = {
  id: (subject) => `${subject.text("bucket")}/${subject.optional("key") ?? subject.name}`,
  nameProperty: "key",
  suffix: { separator: "", length: 0 },
  attributes: {
    arn: (subject) => `arn:${subject.partition}:s3:::${subject.text("bucket")}/${subject.name}`,
    key: (subject) => subject.name,
  },
};

/** Settings of a bucket have its name as their id. */
const bucketSetting: SimulatedType = { id: (subject) => subject.text("bucket") };

function fileSystemArn(subject: Subject): string {
  return subject.arn("elasticfilesystem", `file-system/${subject.text("fileSystemId")}`);
}

export const storage: Record<string, SimulatedType> = {
  "s3:Bucket": bucket,
  "s3:BucketV2": bucket,
  "s3:BucketObject": object,
  "s3:BucketObjectv2": object,
  "s3:BucketPolicy": bucketSetting,
  "s3:BucketPublicAccessBlock": bucketSetting,
  "s3:BucketVersioning": bucketSetting,
  "s3:BucketOwnershipControls": bucketSetting,
  "s3:BucketServerSideEncryptionConfiguration": bucketSetting,
  "s3:BucketLifecycleConfiguration": bucketSetting,
  "s3:BucketWebsiteConfiguration": {
    ...bucketSetting,
    attributes: { websiteDomain, websiteEndpoint: (subject) => `${subject.text("bucket")}.${websiteDomain(subject)}` },
  },
  "efs:FileSystem": {
    id: (subject) => subject.resourceId("fs"),
    attributes: {
      arn: (subject) => subject.arn("elasticfilesystem", `file-system/${subject.id}`),
      dnsName: (subject) => `${subject.id}.efs.${subject.region}.${subject.dnsSuffix}`,
    },
  },
  "efs:MountTarget": {
    id: (subject) => subject.resourceId("fsmt"),
    attributes: {
      dnsName: (subject) => `${subject.text("fileSystemId")}.efs.${subject.region}.${subject.dnsSuffix}`,
      fileSystemArn,
      networkInterfaceId: (subject) => subject.resourceId("eni", "interface"),
    },
  },
  "efs:AccessPoint": {
    id: (subject) => subject.resourceId("fsap"),
    attributes: {
      arn: (subject) => subject.arn("elasticfilesystem", `access-point/${subject.id}`),
      fileSystemArn,
    },
  },
  "backup:Vault": { id: "name", attributes: { arn: (subject) => subject.arn("backup", `backup-vault:${subject.name}`) } },
  "backup:Plan": { id: (subject) => subject.uuid("plan"), attributes: { arn: (subject) => subject.arn("backup", `backup-plan:${subject.id}`) } },
};
