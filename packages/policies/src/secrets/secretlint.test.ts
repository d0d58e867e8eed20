import { performance } from "node:perf_hooks";
import { detect } from "./detect";
import { loadSecretlint } from "./loadSecretlint";
import { Secretlint, type SecretlintRule } from "./secretlint";

jest.mock("node:module", () => jest.requireActual<object>("../../test-support/nodeModule"));

// Put together here, so that nobody's scanner takes this file for a leak.
const RANDOM = "q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iKoQ0xZyWtMrBnChDlGfEjSpAuOvIw";
const VERCEL = `vcp_${RANDOM.slice(0, 24)}`;
const UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

describe("secretlint", () => {
  const { detector = new Secretlint([]), problem } = loadSecretlint([__dirname]);
  const kindsIn = (...texts: string[]) => detector.detect(texts).map((found) => found.map(({ kind }) => kind));

  it("is installed here, for these tests", () => {
    expect(problem).toBeUndefined();
  });

  it.each([
    ["a Vercel token", `curl -H "Authorization: Bearer ${VERCEL}"`, "secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN", VERCEL],
    ["a token in npm's settings", `echo "//npm.acme.dev/:_authToken=${UUID}" > ~/.npmrc`, "secretlint npm/Npmrc_authToken", UUID],
    ["a Shopify token of the longer form", `shpat_${RANDOM.slice(0, 40)}`, "secretlint shopify/SHOPIFY_KEY", `shpat_${RANDOM.slice(0, 40)}`],
  ])("finds %s, which the builtin detector does not", (_, text, kind, secret) => {
    expect(detector.detect([text])).toEqual([[{ kind, secret }]]);
    expect(detect(text)).toEqual([]);
  });

  it("says which text has what, in the order in which it stands there", () => {
    const github = `ghp_${RANDOM.slice(0, 36)}`;
    expect(kindsIn("", `a=${VERCEL}\nb=${github}`, "nothing", `${github} ${VERCEL}`)).toEqual([
      [],
      ["secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN", "secretlint github/GITHUB_TOKEN"],
      [],
      ["secretlint github/GITHUB_TOKEN", "secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN"],
    ]);
  });

  it("tells the secret itself, where the range that it gives starts at the name before it", () => {
    const key = RANDOM.slice(0, 40);
    expect(detector.detect([`aws_secret_access_key = ${key}`])).toEqual([[{ kind: "secretlint aws/AWSSecretAccessKey", secret: key }]]);
  });

  it.each([
    ["a placeholder of AWS", "AKIAXXXXXXXXXXXXXXXX"],
    ["a placeholder of GitHub", `ghp_${"x".repeat(36)}`],
    ["a placeholder of GitLab", `glpat-${"X".repeat(20)}`],
    ["a placeholder of Slack", "xoxb-your-token-here-please-change-it"],
    ["a token of few characters", `vcp_${"abcd".repeat(6)}`],
    ["a variable in npm's settings", "//npm.acme.dev/:_authToken=${NPM_TOKEN}"],
    ["a template in npm's settings", "//npm.acme.dev/:_authToken={{ .Values.token }}"],
    ["words in npm's settings", "//npm.acme.dev/:_authToken=token-of-the-registry"],
    ["an account", "AWS_ACCOUNT_ID=123456789012"],
    ["a role", "AROAJ2UCCR6DPCEXAMPLE and AROAQ7RK2VXW9LMTZ4HB"],
    ["a password in an address, which the builtin detector judges", "postgres://user:password@localhost/db https://me:password1@shop.dev/"],
  ])("takes %s for no secret", (_, text) => {
    expect(kindsIn(text)).toEqual([[]]);
  });

  it("is not turned off by a text that says so", () => {
    expect(kindsIn("# secretlint-disable", `/* secretlint-disable */ ${VERCEL}`)).toEqual([[], ["secretlint vercel/VERCEL_PERSONAL_ACCESS_TOKEN"]]);
  });

  it("leaves no performance marks behind, as its core does", () => {
    const marks = performance.getEntries().length;
    detector.detect(Array.from({ length: 500 }, () => VERCEL));
    expect(performance.getEntries().length).toBe(marks);
  });

  it.each([
    ["one letter", "a"],
    ["begun private keys", "-----BEGIN PRIVATE KEY-----"],
    ["parts of Slack tokens", "xoxb-1-"],
    ["SendGrid keys without an end", "SG.aaa.b"],
    ["names of keys", "secret_access_key   ="],
    ["npm's settings", "_authToken="],
  ])("takes time linear in the length of a text of %s", (_, unit) => {
    const started = performance.now();
    detector.detect([unit.repeat(Math.ceil(1_000_000 / unit.length))]);
    // A quadratic step would take minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("rules of secretlint", () => {
  /** A rule in secretlint's form that finds `#` and what follows, up to the next `;`. */
  const rule = (id: string, options: { later?: boolean; seen?: string[] } = {}): SecretlintRule => ({
    meta: { id: `@secretlint/secretlint-rule-${id}` },
    create: (context) => {
      const translate = context.createTranslator();
      return {
        file: (source) => {
          const { content } = source as { content: string };
          options.seen?.push(content);
          for (const { 0: text, index } of content.matchAll(/#[^;]+/g)) {
            context.report({ message: translate("HASH"), range: [index, index + text.length] });
          }
          return options.later === true ? Promise.resolve() : undefined;
        },
      };
    },
  });
  const TOKEN = `#${RANDOM.slice(0, 30)}`;

  it("see many texts at once, and no text as a part of another", () => {
    const seen: string[] = [];
    const found = new Secretlint([rule("hash", { seen })]).detect(["#begun", "ends here;", TOKEN, `;${TOKEN};`]);
    expect(found).toEqual([[], [], [], [{ kind: "secretlint hash/HASH", secret: TOKEN }]]);
    expect(seen).toEqual([["#begun", "ends here;", TOKEN, `;${TOKEN};`, ""].join("\n\0\n")]);
    new Secretlint([rule("hash", { seen })]).detect(Array.from({ length: 30 }, () => "a".repeat(10_000)));
    expect(seen.slice(1).map((content) => content.length)).toEqual([9, 9, 9, 3].map((count) => count * 10_003));
  });

  it("find a secret once where two of them know it", () => {
    expect(new Secretlint([rule("second"), rule("first")]).detect([`${TOKEN};`])).toEqual([[{ kind: "secretlint first/HASH", secret: TOKEN }]]);
  });

  it.each(["filter-comments", "gcp", "basicauth", "database-connection-string"])("do not include %s", (id) => {
    expect(new Secretlint([rule(id)]).detect([`${TOKEN};`])).toEqual([[]]);
  });

  it("are not heard where they answer later, and that is said", () => {
    const slow = new Secretlint([rule("hash"), rule("slow", { later: true })]);
    expect(() => slow.detect([""])).toThrow("its rule slow does not answer at once");
  });
});
