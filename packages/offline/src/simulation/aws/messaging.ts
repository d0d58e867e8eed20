import type { SimulatedType, Subject } from "../subject";

/** FIFO queues and topics have names that end in `.fifo`. */
function queueName(subject: Subject): string {
  const name = subject.name;
  return subject.input("fifoQueue") === true || subject.input("fifoTopic") === true ? `${name.replace(/\.fifo$/, "")}.fifo` : name;
}

function queueUrl(subject: Subject): string {
  return `https://sqs.${subject.region}.${subject.dnsSuffix}/${subject.accountId}/${queueName(subject)}`;
}

function topicArn(subject: Subject): string {
  return subject.arn("sns", queueName(subject));
}

function streamArn(subject: Subject): string {
  return subject.arn("kinesis", `stream/${subject.name}`);
}

function deliveryStreamArn(subject: Subject): string {
  return subject.arn("firehose", `deliverystream/${subject.name}`);
}

export const messaging: Record<string, SimulatedType> = {
  "sqs:Queue": { id: queueUrl, attributes: { arn: (subject) => subject.arn("sqs", queueName(subject)), name: queueName, url: queueUrl } },
  "sns:Topic": { id: topicArn, attributes: { arn: topicArn, name: queueName } },
  "sns:TopicSubscription": {
    id: (subject) => `${subject.text("topic")}:${subject.uuid("subscription")}`,
    attributes: { arn: (subject) => `${subject.text("topic")}:${subject.uuid("subscription")}` },
  },
  "kinesis:Stream": { id: streamArn, attributes: { arn: streamArn } },
  "kinesis:FirehoseDeliveryStream": { id: deliveryStreamArn, attributes: { arn: deliveryStreamArn } },
  "msk:Cluster": {
    id: (subject) => subject.arn("kafka", `cluster/${subject.name}/${subject.uuid("cluster")}-1`),
    nameProperty: "clusterName",
    attributes: {
      arn: (subject) => subject.arn("kafka", `cluster/${subject.name}/${subject.uuid("cluster")}-1`),
      clusterName: (subject) => subject.name,
      clusterUuid: (subject) => `${subject.uuid("cluster")}-1`,
    },
  },
  "cloudwatch:EventRule": {
    id: "name",
    attributes: {
      arn: (subject) => {
        const bus = subject.optional("eventBusName") ?? "default";
        return subject.arn("events", bus === "default" ? `rule/${subject.name}` : `rule/${bus.slice(bus.lastIndexOf("/") + 1)}/${subject.name}`);
      },
    },
  },
  "cloudwatch:EventBus": { id: "name", attributes: { arn: (subject) => subject.arn("events", `event-bus/${subject.name}`) } },
  "cloudwatch:LogGroup": { id: "name", attributes: { arn: (subject) => subject.arn("logs", `log-group:${subject.name}`) } },
  "cloudwatch:MetricAlarm": { id: "name", attributes: { arn: (subject) => subject.arn("cloudwatch", `alarm:${subject.name}`) } },
  "cloudwatch:Dashboard": {
    id: "name",
    nameProperty: "dashboardName",
    attributes: { dashboardArn: (subject) => subject.globalArn("cloudwatch", `dashboard/${subject.name}`) },
  },
};
