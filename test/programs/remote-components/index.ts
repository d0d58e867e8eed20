import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { StaticPage } from "./acme";

const bucket = new aws.s3.Bucket("pages");
const page = new StaticPage("home", { indexContent: pulumi.interpolate`<h1>${bucket.bucket}</h1>`, bucket }, { providers: { aws: new aws.Provider("pages", { region: "eu-west-2" }) } });

new aws.s3.BucketObject("about", { bucket: bucket.bucket, key: "about.html", content: pulumi.interpolate`<a href="${page.endpoint}">` }, { parent: page, dependsOn: page });

export const endpoint = page.endpoint;
export const urn = page.urn;
