import { isObjectName, isReference } from "./references";

describe("references to secrets", () => {
  it.each([
    "",
    " ",
    "[secret]",
    "[secret app:dbPassword]",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
    "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/db",
    "${DB_PASSWORD}",
    "postgres://app:${DB_PASSWORD}@db/orders",
    "$(DB_PASSWORD)",
    "$DB_PASSWORD",
    "%DB_PASSWORD%",
    "{{ .Values.password }}",
    "{{resolve:secretsmanager:db:SecretString:password}}",
    "<password>",
    "vault:secret/data/db#password",
    "ref+awsssm://db/password",
    "op://vault/item/password",
    "projects/acme/secrets/db/versions/latest",
    "/var/run/secrets/token",
    "./password.txt",
    "https://auth.example.com/oauth/token",
    "required",
    "Enabled",
    "hours",
    "true",
  ])("%j is one", (text) => {
    expect(isReference(text)).toBe(true);
  });

  it.each(["hunter2", "$ecret", "p@ss", "https://app:hunter2@example.com/", "/8aLrXUtnFEMIK7MDENGbPxRfiCYzKq5mT8vQe", "arn", "100%", "<3kittens"])(
    "%j is none",
    (text) => {
      expect(isReference(text)).toBe(false);
    },
  );

  it.each([
    ["grafana-admin", true],
    ["alerting/pagerduty", true],
    ["Hunter2", false],
    ["p@ssword", false],
    ["-x", false],
    ["", false],
  ])("%j may name an object in Kubernetes: %s", (text, expected) => {
    expect(isObjectName(text)).toBe(expected);
  });
});
