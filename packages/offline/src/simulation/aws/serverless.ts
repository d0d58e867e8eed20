import type { SimulatedType, Subject } from "../subject";

function functionArn(subject: Subject): string {
  return subject.arn("lambda", `function:${subject.name}`);
}

/** The ARN under which API Gateway calls a function. */
function invokeArn(subject: Subject, target: string): string {
  return `arn:${subject.partition}:apigateway:${subject.region}:lambda:path/2015-03-31/functions/${target}/invocations`;
}

/** Function names are given as names or as ARNs. */
function functionNamed(subject: Subject, property: string): string {
  const given = subject.text(property);
  return given.startsWith("arn:") ? given : subject.arn("lambda", `function:${given}`);
}

function layerArn(subject: Subject): string {
  return subject.arn("lambda", `layer:${subject.text("layerName")}`);
}

/** API Gateway's own ARNs carry no account. */
function gatewayArn(subject: Subject, path: string): string {
  return `arn:${subject.partition}:apigateway:${subject.region}::${path}`;
}

function apiHost(subject: Subject, api: string): string {
  return `${api}.execute-api.${subject.region}.${subject.dnsSuffix}`;
}

const gatewayId = (subject: Subject): string => subject.alphanumeric(10, "id");

function restApiOf(subject: Subject): string {
  return subject.text("restApi");
}

function stateMachineArn(subject: Subject): string {
  return subject.arn("states", `stateMachine:${subject.name}`);
}

export const serverless: Record<string, SimulatedType> = {
  "lambda:Function": {
    id: "name",
    longestName: 64,
    attributes: {
      arn: functionArn,
      invokeArn: (subject) => invokeArn(subject, functionArn(subject)),
      qualifiedArn: (subject) => `${functionArn(subject)}:${version(subject)}`,
      qualifiedInvokeArn: (subject) => invokeArn(subject, `${functionArn(subject)}:${version(subject)}`),
      version,
    },
  },
  "lambda:Alias": {
    id: (subject) => `${functionNamed(subject, "functionName")}:${subject.name}`,
    attributes: {
      arn: (subject) => `${functionNamed(subject, "functionName")}:${subject.name}`,
      invokeArn: (subject) => invokeArn(subject, `${functionNamed(subject, "functionName")}:${subject.name}`),
    },
  },
  "lambda:FunctionUrl": {
    id: (subject) => subject.text("functionName"),
    attributes: {
      functionArn: (subject) => functionNamed(subject, "functionName"),
      functionUrl: (subject) => `https://${subject.alphanumeric(32, "url")}.lambda-url.${subject.region}.on.aws/`,
      urlId: (subject) => subject.alphanumeric(32, "url"),
    },
  },
  "lambda:LayerVersion": {
    id: (subject) => `${layerArn(subject)}:1`,
    attributes: { arn: (subject) => `${layerArn(subject)}:1`, layerArn, version: () => "1" },
  },
  "lambda:EventSourceMapping": {
    id: (subject) => subject.uuid("mapping"),
    attributes: {
      arn: (subject) => subject.arn("lambda", `event-source-mapping:${subject.id}`),
      functionArn: (subject) => functionNamed(subject, "functionName"),
      uuid: (subject) => subject.id,
    },
  },
  "apigateway:RestApi": {
    id: gatewayId,
    attributes: {
      arn: (subject) => gatewayArn(subject, `/restapis/${subject.id}`),
      executionArn: (subject) => subject.arn("execute-api", subject.id),
      rootResourceId: (subject) => subject.alphanumeric(10, "root resource"),
    },
  },
  "apigateway:Resource": { id: (subject) => subject.alphanumeric(6, "id") },
  "apigateway:Deployment": { id: (subject) => subject.alphanumeric(6, "id") },
  "apigateway:Stage": {
    id: (subject) => `ags-${restApiOf(subject)}-${subject.text("stageName")}`,
    attributes: {
      arn: (subject) => gatewayArn(subject, `/restapis/${restApiOf(subject)}/stages/${subject.text("stageName")}`),
      executionArn: (subject) => subject.arn("execute-api", `${restApiOf(subject)}/${subject.text("stageName")}`),
      invokeUrl: (subject) => `https://${apiHost(subject, restApiOf(subject))}/${subject.text("stageName")}`,
    },
  },
  "apigateway:DomainName": {
    id: (subject) => subject.text("domainName"),
    attributes: {
      arn: (subject) => gatewayArn(subject, `/domainnames/${subject.text("domainName")}`),
      regionalDomainName: (subject) => `d-${subject.alphanumeric(10, "domain")}.execute-api.${subject.region}.${subject.dnsSuffix}`,
    },
  },
  "apigateway:ApiKey": { id: gatewayId, attributes: { arn: (subject) => gatewayArn(subject, `/apikeys/${subject.id}`) } },
  "apigateway:UsagePlan": {
    id: (subject) => subject.alphanumeric(6, "id"),
    attributes: { arn: (subject) => gatewayArn(subject, `/usageplans/${subject.id}`) },
  },
  "apigatewayv2:Api": {
    id: gatewayId,
    attributes: {
      apiEndpoint: (subject) => `${subject.optional("protocolType") === "WEBSOCKET" ? "wss" : "https"}://${apiHost(subject, subject.id)}`,
      arn: (subject) => gatewayArn(subject, `/apis/${subject.id}`),
      executionArn: (subject) => subject.arn("execute-api", subject.id),
    },
  },
  "apigatewayv2:Stage": {
    id: "name",
    attributes: {
      arn: (subject) => gatewayArn(subject, `/apis/${subject.text("apiId")}/stages/${subject.name}`),
      executionArn: (subject) => subject.arn("execute-api", `${subject.text("apiId")}/${subject.name}`),
      // Of HTTP APIs; only the API itself knows whether it is one, so the name decides: `$default` exists for those alone.
      invokeUrl: (subject) => (subject.name === "$default" ? `https://${apiHost(subject, subject.text("apiId"))}/` : undefined),
    },
  },
  "apigatewayv2:Integration": { id: (subject) => subject.alphanumeric(7, "id") },
  "apigatewayv2:Route": { id: (subject) => subject.alphanumeric(7, "id") },
  "apigatewayv2:Authorizer": { id: (subject) => subject.alphanumeric(6, "id") },
  "apigatewayv2:DomainName": {
    id: (subject) => subject.text("domainName"),
    attributes: { arn: (subject) => gatewayArn(subject, `/domainnames/${subject.text("domainName")}`) },
  },
  "sfn:StateMachine": { id: stateMachineArn, attributes: { arn: stateMachineArn, status: () => "ACTIVE" } },
};

/** Lambda numbers what it publishes; unpublished code has a name for a version. */
function version(subject: Subject): string {
  return subject.input("publish") === true ? "1" : "$LATEST";
}
