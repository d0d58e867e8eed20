import { local } from "@pulumi/command";
import { asset } from "@pulumi/pulumi";

const build = new local.Command("build", { create: "npm run build", interpreter: ["/bin/sh", "-c"], assetPaths: ["dist/*"], triggers: [process.cwd().endsWith("infra")] });

export const output = build.stdout;
export const files = new asset.FileArchive("../www");
