import { describeRule } from "../../../test-support/contract";
import { type Given, type Options, UNKNOWN, judgeStack, secret } from "../../../test-support/judge";
import { secretsEnvLiteral } from "./secrets-env-literal";
import { secretsHardcodedSensitiveProperty } from "./secrets-hardcoded-sensitive-property";
import { secretsKnownToken } from "./secrets-known-token";
import { fixtures } from "./secrets-known-token.fixtures";

jest.mock("node:module", () => jest.requireActual<object>("../../../test-support/nodeModule"));

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

  it("says nothing of a token that is marked secret where nobody tells what was configured, as of a state file", () => {
    const run = { configVisible: false };
    expect(judge({ type: "kubernetes:core/v1:Secret", properties: { stringData: secret({ github: TOKEN }) } }, { run })).toEqual([]);
    expect(judge(config({ github: TOKEN }), { run })).toHaveLength(1);
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

describe("secrets-known-token with secretlint", () => {
  // The builtin detector does not know tokens of Vercel.
  const VERCEL = `vcp_${"q7Rk2vXw9LmTz4HbN5cYd8Fg"}`;
  const asked = { detectors: ["builtin", "secretlint"] };
  const linesOf = (resources: Given | Given[], run: Options["run"] = {}, more: object = {}) =>
    judge(resources, { config: { ...asked, ...more }, run }).map(({ name, message, level = "" }) => [
      ...[
        `${name} ${level}`.trim(),
        ...message
          .replace(/fingerprint \w{8}/, "fingerprint")
          .split("\n")
          .slice(0, 2),
      ],
    ]);
  const said = "secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN: in plain text (28 characters, fingerprint)";

  it("finds what the builtin detector does not, also inside JSON and base64, and says the same of it, but never the token", () => {
    const resources = [
      config({ text: `vercel deploy --token=${VERCEL}` }, { name: "b" }),
      config({ blob: Buffer.from(JSON.stringify({ deploy: [VERCEL] })).toString("base64") }, { name: "a" }),
    ];
    expect(judge(resources)).toEqual([]);
    expect(linesOf(resources)).toEqual([
      ["a", said, "at data.blob<base64><json>.deploy[0]"],
      ["b", said, "at data.text"],
    ]);
    expect(JSON.stringify(judge(resources, { config: asked }))).not.toContain(VERCEL);
  });

  it("reports nothing twice: neither what the builtin detector finds there, nor what another rule does", () => {
    const both = config({ text: `${TOKEN} ${VERCEL}` });
    expect(linesOf(both).map(([, what]) => what)).toEqual(["GitHub token: in plain text (40 characters, fingerprint)", said]);
    expect(linesOf(config({ id: TOKEN }))).toEqual(judge(config({ id: TOKEN })).map(() => [expect.anything(), expect.anything(), "at data.id"]));
    const key = `-----BEGIN ${"PRIVATE KEY"}-----\nMIIE${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK\n".repeat(3)}-----END ${"PRIVATE KEY"}-----\n`;
    expect(linesOf(config({ key })).map(([, what]) => what)).toEqual([expect.stringMatching(/^private key: in plain text /)]);
    const pod = (value: string, more: object = {}, variable = "VERCEL_TOKEN"): Given => ({
      type: "kubernetes:core/v1:Pod",
      name: variable,
      properties: { spec: { containers: [{ env: [{ name: variable, value }] }], ...more } },
    });
    for (const value of [VERCEL, `token ${VERCEL}`]) {
      expect(linesOf(pod(value))).toEqual([]);
      expect(judgeStack(secretsEnvLiteral, [pod(value)])).toHaveLength(1);
    }
    expect(linesOf([pod(VERCEL, { hostname: VERCEL }), pod(VERCEL, {}, "LABEL")])).toEqual([
      ["LABEL", said, "at spec.containers[0].env[0].value"],
      ["VERCEL_TOKEN", said, "at spec.hostname"],
    ]);
  });

  it("names the key of plain configuration that it comes from", () => {
    const run = { config: new Map([["shop:deploy", VERCEL]]) };
    expect(linesOf(config({ text: VERCEL }), run)).toEqual([
      [
        "subject",
        "secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN: in the value of shop:deploy, which is stored in plain text (28 characters, fingerprint)",
        "at data.text",
      ],
    ]);
  });

  it("is advisory about what is marked secret, and passes secret configuration, other resources and the environment", () => {
    expect(linesOf(config({ text: secret(VERCEL) })).map(([name]) => name)).toEqual(["subject advisory"]);
    expect(linesOf(config({ vercelToken: secret(VERCEL) })).map(([name]) => name)).toEqual(["subject advisory"]);
    expect(linesOf(config({ text: secret(VERCEL) }), { config: new Map([["shop:t", VERCEL]]), secretKeys: new Set(["shop:t"]) })).toEqual([]);
    expect(linesOf(config({ text: VERCEL }), { environment: new Map([["VERCEL", VERCEL]]) })).toEqual([]);
    const source: Given = { type: "vercel:index/token:Token", name: "token", properties: {}, outputs: { value: VERCEL } };
    expect(linesOf([source, config({ text: VERCEL }, { dependencies: { data: ["token"] } })])).toEqual([]);
  });

  it("skips what is not known yet, and judges the rest of the resource", () => {
    expect(linesOf(config({ a: UNKNOWN, b: VERCEL, c: [UNKNOWN], d: null }))).toEqual([["subject", said, "at data.b"]]);
    expect(linesOf(config(UNKNOWN))).toEqual([]);
  });

  it("lets be what is allowed or exempt", () => {
    const [, fingerprint = ""] = /fingerprint (\w{8})/.exec(judge(config({ text: VERCEL }), { config: asked })[0]?.message ?? "") ?? [];
    expect(linesOf(config({ text: VERCEL }), {}, { allowedFingerprints: [fingerprint] })).toEqual([]);
    const exemption = { match: "subject", reason: "a revoked token, kept for a test", owner: "shop", expires: "2027-03-31" };
    expect(judge(config({ text: VERCEL }), { config: { ...asked, exemptions: [exemption] } }).map(({ kind }) => kind)).toEqual(["exempt"]);
  });
});
