import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const greeting = new pulumi.Config().require("greeting");
const table = new aws.dynamodb.Table("seen", { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" });
const uploads = new aws.s3.Bucket("uploads");
const topic = new aws.sns.Topic("news");
const queue = new aws.sqs.Queue("work", { visibilityTimeoutSeconds: 300 });

uploads.onObjectCreated("new-upload", async (event) => {
  for (const record of event.Records ?? []) {
    console.log(greeting, record.s3.object.key, table.name.get());
  }
});
topic.onEvent("news", async (event) => console.log(event.Records.length));
queue.onEvent("work", async () => undefined, { batchSize: 5 });
aws.cloudwatch.onSchedule("nightly", "cron(0 3 * * ? *)", async () => console.log("good night"));

const api = new aws.lambda.CallbackFunction<{ name: string }, string>("greet", {
  memorySize: 256,
  runtime: aws.lambda.Runtime.NodeJS20dX,
  policies: [aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole],
  callbackFactory: () => {
    const greeted = new Set<string>();
    return async ({ name }) => {
      greeted.add(name);
      return `${greeting} ${name} (${greeted.size})`;
    };
  },
});

export const functionName = api.name;
