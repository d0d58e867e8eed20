import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

interface Database {
  host: string;
  port: number;
  password: string;
}

const config = new pulumi.Config();
const other = new pulumi.Config("other");

/** What comes of asking, an error included. */
function attempt(ask: () => unknown): unknown {
  try {
    return ask() ?? "nothing";
  } catch (error) {
    return (error as Error).message;
  }
}

const asText = ["replicas", "ratio", "big", "yes", "no", "empty", "text", "date", "version", "octal", "list", "limits", "level", "retries", "enabled", "zones", "absent"];
const asked = {
  text: Object.fromEntries(asText.map((key) => [key, attempt(() => config.get(key))])),
  numbers: Object.fromEntries(["replicas", "ratio", "big", "octal", "level", "retries"].map((key) => [key, attempt(() => config.getNumber(key))])),
  booleans: Object.fromEntries(["yes", "no", "enabled", "level"].map((key) => [key, attempt(() => config.getBoolean(key))])),
  objects: Object.fromEntries(["list", "limits", "zones", "text", "replicas"].map((key) => [key, attempt(() => config.getObject(key))])),
  refused: [
    attempt(() => config.require("absent")),
    attempt(() => config.get("level", { allowedValues: ["debug", "warn"] })),
    attempt(() => config.get("version", { pattern: /^\d$/ })),
    attempt(() => config.getNumber("replicas", { max: 2 })),
    attempt(() => new pulumi.Config("nowhere").requireBoolean("flag")),
  ],
  other: [other.requireBoolean("flag"), other.name, aws.config.region ?? "no region"],
};
new aws.ssm.Parameter("asked", { type: "String", insecureValue: JSON.stringify(asked) });

// Secrets, alone and inside objects.
const database = config.requireSecretObject<Database>("database");
const users = config.requireSecretObject<{ name: string; token?: string }[]>("users");
new aws.rds.Instance("main", { engine: "postgres", instanceClass: "db.t4g.micro", allocatedStorage: 20, username: users.apply(([first]) => first!.name), password: database.password, port: database.port, skipFinalSnapshot: true });
new aws.s3.BucketObject("settings", { bucket: "settings", key: "settings", content: pulumi.jsonStringify({ host: database.host, apiKey: config.requireSecret("apiKey"), keys: config.getSecretObject("keys"), other: other.getSecret("secret") }) });
users.apply((all) => all.forEach(({ name }) => new aws.iam.User(name)));

export const replicas = config.requireNumber("replicas");
export const limits = config.requireObject<object>("limits");
export const host = database.host;
export const parsed = config.requireSecretObject<{ a: string }>("json").a;
export const all = asked;
