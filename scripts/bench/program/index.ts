import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const tags = { CostCenter: "cc-1042", Environment: "bench", Owner: "platform@example.com", Team: "platform" };

/** What a service of an ordinary stack is made of: ten resources with the component, secrets and dependencies among them. */
class Service extends pulumi.ComponentResource {
  readonly queueUrl: pulumi.Output<string>;

  constructor(name: string, args: { replicas: number; password: pulumi.Output<string> }) {
    super("bench:index:Service", name, args);
    const parent = { parent: this };
    const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "bench" };

    const bucket = new aws.s3.Bucket(`${name}-data`, { tags: { ...tags, Service: name } }, parent);
    const queue = new aws.sqs.Queue(
      `${name}-jobs`,
      { visibilityTimeoutSeconds: 60, messageRetentionSeconds: 1_209_600, tags: { ...tags, Service: name } },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
        }),
        tags,
      },
      parent,
    );
    new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: pulumi.interpolate`${bucket.arn}/*` },
            { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue.arn },
          ],
        }),
      },
      parent,
    );
    const namespace = new kubernetes.core.v1.Namespace(`${name}-namespace`, { metadata: { name, labels } }, parent);
    const metadata = { namespace: namespace.metadata.name, labels };
    const credentials = new kubernetes.core.v1.Secret(
      `${name}-credentials`,
      { metadata, stringData: { username: name, password: args.password } },
      parent,
    );
    const settings = new kubernetes.core.v1.ConfigMap(
      `${name}-settings`,
      { metadata, data: { QUEUE_URL: queue.url, BUCKET: bucket.bucket, LOG_LEVEL: "info" } },
      parent,
    );
    const deployment = new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata,
        spec: {
          replicas: args.replicas,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
              containers: [
                {
                  name: "service",
                  image: `ghcr.io/example/${name}:1.0.0`,
                  ports: [{ name: "http", containerPort: 8080 }],
                  envFrom: [{ configMapRef: { name: settings.metadata.name } }, { secretRef: { name: credentials.metadata.name } }],
                  resources: { requests: { cpu: "500m", memory: "512Mi" }, limits: { cpu: "2", memory: "2Gi" } },
                  readinessProbe: { httpGet: { path: "/health/ready", port: "http" }, periodSeconds: 5, timeoutSeconds: 3 },
                },
              ],
            },
          },
        },
      },
      parent,
    );
    new kubernetes.core.v1.Service(
      `${name}-service`,
      { metadata, spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] } },
      { ...parent, dependsOn: deployment },
    );
    this.queueUrl = queue.url;
    this.registerOutputs({ queueUrl: this.queueUrl });
  }
}

const services = Array.from({ length: config.requireNumber("resources") / 10 }, (_, index) => {
  const name = `service-${index}`;
  return new Service(name, { replicas: 2 + (index % 5), password: pulumi.secret(`not-a-real-password-${index}`) });
});

export const queueUrls = services.slice(0, 10).map((service) => service.queueUrl);
