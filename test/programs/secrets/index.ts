import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const config = new pulumi.Config();
const apiKey = config.requireSecret("apiKey");
const credentials = config.requireSecretObject<{ user: string; password: string }>("credentials");

const generated = new random.RandomPassword("generated", { length: 20 });
const cluster = new k8s.Provider("cluster", { kubeconfig: pulumi.secret("kubeconfig-with-a-token") });

const parameter = new aws.ssm.Parameter("key", { type: "SecureString", value: apiKey, description: "of the payment service" });
new aws.rds.Instance("main", {
  engine: "mysql",
  instanceClass: "db.t4g.small",
  allocatedStorage: 20,
  username: credentials.user,
  password: generated.result,
  tags: { Owner: "shop", Hint: credentials.apply(({ user }) => `asks for ${user}`) },
});
new k8s.core.v1.Secret("credentials", { stringData: { user: credentials.user, url: pulumi.interpolate`https://${credentials.password}@example.com` } }, { provider: cluster });
new k8s.core.v1.ConfigMap("plain", { data: { user: pulumi.unsecret(credentials.user), list: pulumi.jsonStringify([credentials.password]) } }, { provider: cluster });

export const arn = parameter.arn;
export const value = parameter.value;
export const nested = { inside: [apiKey, "plain"] };
export const isSecret = pulumi.isSecret(apiKey);
