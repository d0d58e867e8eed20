import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const greeting = new pulumi.Config().require("greeting");
const table = new aws.dynamodb.Table("seen", { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" });
const uploads = new aws.s3.Bucket("uploads");
const topic = new aws.sns.Topic("news");
const policies = [aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole];

// A function as it stands gets a role with the policies that are usual.
uploads.onObjectCreated("new-upload", async (event) => {
  for (const record of event.Records ?? []) {
    console.log(greeting, record.s3.object.key, table.name.get());
  }
});

topic.onEvent("news", new aws.lambda.CallbackFunction("news", { policies, callback: async (event: aws.sns.TopicEvent) => console.log(event.Records.length) }));
aws.cloudwatch.onSchedule("nightly", "cron(0 3 * * ? *)", new aws.lambda.CallbackFunction("nightly", { policies, callback: async () => console.log("good night") }));

const api = new aws.lambda.CallbackFunction<{ name: string }, string>("greet", {
  memorySize: 256,
  runtime: aws.lambda.Runtime.NodeJS20dX,
  policies,
  callbackFactory: () => {
    const greeted = new Set<string>();
    return async ({ name }) => {
      greeted.add(name);
      return `${greeting} ${name} (${greeted.size})`;
    };
  },
});

export const functionName = api.name;
