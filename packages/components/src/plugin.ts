// What plugin/PulumiPlugin.yaml starts: the components for programs in other languages.
import { readFileSync } from "node:fs";
import path from "node:path";
import { main } from "@pulumi/pulumi/provider";
import { MultiAzCluster, MultiAzNetwork, PrometheusStack, ServiceLevelObjective, SpotMixedNodeGroup, Vault, WebService } from "./index";
import { ComponentProvider } from "./provider/componentProvider";
import type { PackageSchema } from "./provider/schema";

const schema = JSON.parse(readFileSync(path.join(__dirname, "..", "schema.json"), "utf8")) as PackageSchema;
const components = { MultiAzCluster, MultiAzNetwork, PrometheusStack, ServiceLevelObjective, SpotMixedNodeGroup, Vault, WebService };

void main(new ComponentProvider(schema, components), process.argv.slice(2));
