import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readdirSync } from "node:fs";

const { AssetArchive, FileArchive, FileAsset, RemoteArchive, StringAsset } = pulumi.asset;
const settings = new pulumi.Config();
const bucket = new aws.s3.Bucket("site");
const role = "arn:aws:iam::123456789012:role/worker";

/** Every file of a folder is an object. */
function upload(folder: string, prefix: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) {
      upload(`${folder}/${entry.name}`, `${prefix}${entry.name}/`);
    } else {
      new aws.s3.BucketObject(`${prefix}${entry.name}`, { bucket: bucket.id, key: `${prefix}${entry.name}`, source: new FileAsset(`${folder}/${entry.name}`) }, { parent: bucket });
    }
  }
}
upload("site", "");

const nested = new AssetArchive({
  "site": new FileArchive("./site"),
  "lambda": new AssetArchive({ "index.js": new FileAsset("./lambda/index.js"), "lib": new FileArchive("lambda/lib") }),
  "a/path/to/settings.json": new StringAsset(JSON.stringify({ level: settings.get("level") ?? "info" })),
  "empty": new AssetArchive({}),
});
const code = new FileArchive("./lambda");
for (const [name, archive] of Object.entries({ folder: code, same: code, nested, tar: new FileArchive("layer.tar"), gz: new FileArchive("./layer.tar.gz"), dotted: new FileArchive("./site/../lambda") })) {
  new aws.lambda.LayerVersion(name, { layerName: name, code: archive, sourceCodeHash: name });
}
new aws.lambda.Function("secret", { role, runtime: "nodejs22.x", handler: "index.handler", code: pulumi.secret(code) });
new aws.lambda.Function("later", { role, runtime: "nodejs22.x", handler: "index.handler", code: bucket.id.apply((id) => new AssetArchive({ "bucket.txt": new StringAsset(id) })) });
new aws.lambda.Function("partly", { role, runtime: "nodejs22.x", handler: "index.handler", code: new AssetArchive({ "index.js": new FileAsset("./lambda/index.js"), "promised.txt": Promise.resolve(new StringAsset("as promised")) }) });
new aws.lambda.Function("absolute", { role, runtime: "nodejs22.x", handler: "index.handler", code: new FileArchive("./lambda"), environment: { variables: { KIND: pulumi.asset.Archive.isInstance(code) ? "archive" : "none" } } });

export const archive = nested;
export const text = new StringAsset("text");
export const remote = new RemoteArchive("https://example.com/logo.svg.zip").uri;
