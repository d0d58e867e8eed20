import { describeRule } from "../../../test-support/contract";
import { type Given, type Options, UNKNOWN, judgeStack, secret } from "../../../test-support/judge";
import { secretsHardcodedSensitiveProperty } from "./secrets-hardcoded-sensitive-property";
import { secretsKnownToken } from "./secrets-known-token";
import { fixtures } from "./secrets-known-token.fixtures";

describeRule(secretsKnownToken, fixtures);

// Put together here, so that nobody's scanner takes this file for a leak.
const TOKEN = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;

const judge = (resources: Given | Given[], options: Options = {}) => judgeStack(secretsKnownToken, [resources].flat(), options);
const config = (data: unknown, more: Partial<Given> = {}): Given => ({ type: "kubernetes:core/v1:ConfigMap", properties: { data }, ...more });

describe("secrets-known-token", () => {
  it("says what it found and where, how long it is and its fingerprint, what to do, and never the token", () => {
    const [finding, ...others] = judge(config({ "settings.yaml": `git:\n  url: https://${TOKEN}@github.com/acme/shop\n` }));
    expect(others).toEqual([]);
    expect([finding?.kind, finding?.level]).toEqual(["violation", undefined]);
    expect(finding?.message).toMatch(
      /^GitHub token: in plain text \(40 characters, fingerprint [0-9a-f]{8}\)\nat data\["settings\.yaml"\]\nfix: revoke it, then run `pulumi config set --secret <key>` with a new one and pass config\.requireSecret\("<key>"\), or take it from a secret store$/,
    );
  });

  it.each<[string, Given, string]>([
    ["a description", { type: "aws:ec2/vpc:Vpc", properties: { tags: { Note: TOKEN } } }, "tags.Note"],
    ["base64", config({ script: Buffer.from(`curl -H "Authorization: ${TOKEN}"`).toString("base64") }), "data.script<base64>"],
    ["JSON", config({ "app.json": JSON.stringify({ git: { credential: TOKEN } }) }), 'data["app.json"]<json>.git.credential'],
    ["JSON in base64", config({ blob: Buffer.from(JSON.stringify({ git: TOKEN })).toString("base64") }), "data.blob<base64><json>.git"],
    [
      "a string asset",
      {
        type: "aws:s3/bucketObject:BucketObject",
        properties: { source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: TOKEN } },
      },
      "source.text",
    ],
    ["a provider", { type: "pulumi:providers:github", provider: null, properties: { token: TOKEN } }, "token"],
  ])("looks into %s", (_name, resource, path) => {
    expect(judge(resource).map(({ message }) => message.split("\n")[1])).toEqual([`at ${path}`]);
  });

  it("is advisory about a token that is marked secret, since a data source may have read it", () => {
    const [finding, ...others] = judge({ type: "kubernetes:core/v1:Secret", properties: { stringData: secret({ github: TOKEN }) } });
    expect(others).toEqual([]);
    expect(finding?.level).toBe("advisory");
    expect(finding?.message).toMatch(
      /^GitHub token: a literal, or read by a data source \(40 characters, fingerprint \w{8}\)\nat stringData\.github\n/,
    );
  });

  it("leaves a token to the rule for the place where that is for secrets, by the provider's schema", () => {
    expect(judge({ type: "aws:rds/instance:Instance", properties: { password: secret(TOKEN) } })).toEqual([]);
    expect(judge({ type: "aws:rds/instance:Instance", properties: { password: TOKEN } })).toHaveLength(1);
  });

  it("reports a private key once, also where the place is named like a secret", () => {
    const key = `-----BEGIN ${"PRIVATE KEY"}-----\n${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK\n".repeat(3)}-----END ${"PRIVATE KEY"}-----\n`;
    const resource: Given = { type: "shop:index:Store", properties: { privateKey: key } };
    expect(judge(resource)).toHaveLength(1);
    expect(judgeStack(secretsHardcodedSensitiveProperty, [resource])).toEqual([]);
  });

  it("reports a token in a place that has a rule of its own, too", () => {
    const env = { containers: [{ env: [{ name: "GITHUB_TOKEN", value: TOKEN }] }] };
    expect(judge({ type: "kubernetes:core/v1:Pod", properties: { spec: env } })).toHaveLength(1);
  });

  it("passes what comes from secret configuration, from another resource, or from the environment", () => {
    const wrapped = config({ url: secret(`https://${TOKEN}@github.com/`) });
    expect(judge(wrapped, { run: { config: new Map([["app:token", TOKEN]]), secretKeys: new Set(["app:token"]) } })).toEqual([]);
    const key: Given = { type: "aws:iam/accessKey:AccessKey", name: "key", properties: {}, outputs: { id: TOKEN } };
    expect(judge([key, config({ id: TOKEN }, { dependencies: { data: ["key"] } })])).toEqual([]);
    expect(judge(config({ id: TOKEN }), { run: { environment: new Map([["GITHUB_TOKEN", TOKEN]]) } })).toEqual([]);
  });

  it("passes what is not known yet, not there, of another type, or only looks like a token", () => {
    expect(judge(config({ a: UNKNOWN, b: null, c: 5, d: "", e: `ghp_${"x".repeat(36)}`, f: "arn:aws:iam::123456789012:role/x" }))).toEqual([]);
    expect(judge(config("text"))).toEqual([]);
    expect(judge({ type: "kubernetes:core/v1:ConfigMap", properties: {} })).toEqual([]);
  });

  it("leaves components to the resources that they make", () => {
    expect(judge([{ type: "shop:index:Store", name: "store", provider: null, properties: { token: TOKEN } }, config({})])).toEqual([]);
  });

  it("is exempt where an exemption says so", () => {
    const exemption = { match: "subject", reason: "a revoked token, kept for a test", owner: "shop", expires: "2027-03-31" };
    expect(judge(config({ id: TOKEN }), { config: { exemptions: [exemption] } }).map(({ kind }) => kind)).toEqual(["exempt"]);
    expect(judge(config({ id: TOKEN }), { config: { exemptions: [{ ...exemption, expires: "2025-03-31" }] } }).map(({ kind }) => kind)).toEqual([
      "violation",
      "exemption-expired",
    ]);
  });

  it("is advisory where it can't see which values are secret", () => {
    expect(judge(config({ id: TOKEN }), { run: { secretsVisible: false } }).map(({ level }) => level)).toEqual(["advisory"]);
  });
});
