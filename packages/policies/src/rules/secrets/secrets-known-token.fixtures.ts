import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, secret } from "../../../test-support/judge";

// Put together here, so that nobody's scanner takes this file for a leak.
const TOKEN = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;
const SAID = "(40 characters, fingerprint 19ba7ef8)";
const KEY = `-----BEGIN ${"PRIVATE KEY"}-----\n${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK\n".repeat(3)}-----END ${"PRIVATE KEY"}-----\n`;

const NPMRC = "//npm.acme.dev/:_authToken=3f2504e0-4f89-41d3-9a0c-0305e82c3301\n";
const detectors = ["builtin", "secretlint"];

const config = (data: unknown, more: Partial<Given> = {}): Given[] => [
  { type: "kubernetes:core/v1:ConfigMap", name: "settings", properties: { data }, ...more },
];

const fix =
  'fix: revoke it, then run `pulumi config set --secret <key>` with a new one and pass config.requireSecret("<key>"), or take it from a secret store';

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    {
      title: "a GitHub token in a file of a ConfigMap",
      resources: config({ "settings.yaml": `git:\n  url: https://${TOKEN}@github.com/acme/shop\n` }),
      findings: [`settings: GitHub token: in plain text ${SAID}\nat data["settings.yaml"]\n${fix}`],
    },
    {
      title: "one in JSON in base64",
      resources: config({ blob: Buffer.from(JSON.stringify({ git: TOKEN })).toString("base64") }),
      findings: [`settings: GitHub token: in plain text ${SAID}\nat data.blob<base64><json>.git\n${fix}`],
    },
    {
      title: "one that is marked secret, as advisory",
      resources: config({ id: secret(TOKEN) }),
      findings: [`settings: GitHub token: a literal, or read by a data source ${SAID}\nat data.id\n${fix}`],
    },
    {
      title: "a token in npm's settings, which secretlint knows, where it is asked",
      resources: config({ ".npmrc": NPMRC }),
      config: { detectors },
      findings: [`settings: secretlint npm/Npmrc_authToken: in plain text (36 characters, fingerprint beec90b8)\nat data[".npmrc"]\n${fix}`],
    },
  ],
  passes: [
    {
      title: "secret configuration",
      resources: config({ id: secret(TOKEN) }),
      run: { config: new Map([["shop:token", TOKEN]]), secretKeys: new Set(["shop:token"]) },
    },
    {
      title: "a private key from secret configuration, of several lines",
      resources: config({ "tls.key": secret(KEY) }),
      run: { config: new Map([["shop:key", KEY]]), secretKeys: new Set(["shop:key"]) },
    },
    { title: "what only secretlint knows, where it is not asked", resources: config({ ".npmrc": NPMRC }) },
    {
      title: "a variable where secretlint looks",
      resources: config({ ".npmrc": "//npm.acme.dev/:_authToken=${NPM_TOKEN}\n" }),
      config: { detectors },
    },
    { title: "a placeholder", resources: config({ id: `ghp_${"x".repeat(36)}` }) },
    { title: "a token that is allowed", resources: config({ id: TOKEN }), config: { allowedFingerprints: ["19ba7ef8"] } },
    {
      title: "the output of another resource",
      resources: [
        { type: "github:index/token:Token", name: "token", properties: {}, outputs: { value: TOKEN } },
        ...config({ id: TOKEN }, { dependencies: { data: ["token"] } }),
      ],
    },
  ],
};
