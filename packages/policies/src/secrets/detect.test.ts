import fc from "fast-check";
import { detect } from "./detect";
import { TOKEN_FORMATS } from "./formats";
import { entropyOf, isPlaceholder } from "./shape";

const kindsIn = (text: string) => detect(text).map((one) => one.kind);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Put together here, so that nobody's scanner takes this file for a leak.
const RANDOM = "q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iKoQ0xZyWtMrBnChDlGfEjSpAuOvIw";
const HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const pem = (kind: string, newline = "\n") =>
  ["-----BEGIN ", kind, "-----", newline, RANDOM, newline, RANDOM, newline, "-----END ", kind, "-----"].join("");

const AROUND = { ghp_: "A", "sk-": "T3BlbkFJ", ".atlasv1.": "q7Rk2vXw9LmTz4", ":AA": "1234567890", "Q~": "q7R8" } as Record<string, string>;

describe("known tokens", () => {
  it.each(TOKEN_FORMATS.map((format) => [format.kind, format.prefix, format] as const))(
    "%s, which starts with %s, is found among other text",
    (kind, prefix, format) => {
      const body = fc
        .stringMatching(new RegExp(`^${format.body}$`))
        .filter((text) => entropyOf(text) >= (format.entropy ?? 3) && !isPlaceholder(text));
      const start = format.before === undefined ? "" : (AROUND[prefix] ?? "");
      fc.assert(
        fc.property(body, (text) => {
          const found = detect(`token = "${start}${prefix}${text}";`);
          expect(found).toContainEqual({ kind, secret: prefix + text });
        }),
        { numRuns: 5, seed: 7 },
      );
    },
  );

  it.each([
    ["private key", pem("PRIVATE KEY")],
    ["private key", pem("RSA PRIVATE KEY")],
    ["private key", pem("OPENSSH PRIVATE KEY")],
    ["private key", pem("EC PRIVATE KEY", "\\n")],
    ["private key", pem("PGP PRIVATE KEY BLOCK")],
    ["JSON web token", `Bearer ${base64url({ alg: "HS256", typ: "JWT" })}.${base64url({ sub: "1", admin: true })}.${RANDOM.slice(0, 43)}`],
    ["password in an address", "postgres://app:hunter2@db.internal:5432/orders"],
    ["password in an address", "redis://:hunter2@cache:6379/0"],
    ["password in an address", "https://deploy:hunter2@git.example.com/acme/shop.git"],
    ["password in an address", "amqp://app:p%40ss@mq/"],
    ["password in a connection string", "Server=db;Database=shop;User Id=app;Password=hunter2;Encrypt=true"],
    ["password in a connection string", "jdbc:sqlserver://db:1433;user=app;password=hunter2"],
    ["password in a connection string", `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${RANDOM}==`],
    ["AWS secret access key", `aws_secret_access_key = ${RANDOM.slice(0, 40)}`],
    ["AWS secret access key", `{"SecretAccessKey":"${RANDOM.slice(0, 40)}"}`],
  ])("%s is found", (kind, text) => {
    expect(kindsIn(text)).toEqual([kind]);
  });

  it.each([
    ["an ARN", "arn:aws:iam::123456789012:role/platform-admin"],
    ["a UUID", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["a digest", `ghcr.io/acme/orders@sha256:${HEX}`],
    ["a hash", HEX],
    ["ids of AWS", "subnet-0a1b2c3d4e5f60718 vpc-0123456789abcdef0 ami-0f9fc25dd2506cf6d eipalloc-0ab12"],
    ["a query", 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))'],
    ["a certificate", pem("CERTIFICATE")],
    ["a public key", pem("PUBLIC KEY")],
    ["an SSH public key", `ssh-ed25519 ${RANDOM} me@example.com`],
    ["an empty private key", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"],
    ["an address without a password", "postgres://app@db.internal:5432/orders"],
    ["an address with a port", "http://orders:8080/health@live"],
    ["an address with a variable", "postgres://app:${PASSWORD}@db and redis://:$(REDIS_PASSWORD)@cache"],
    ["an address out of documentation", "postgres://user:password@localhost/db, mysql://app:****@db, amqp://app:xxxx@mq"],
    ["a placeholder of AWS", `AKIA${"IOSFODNN7"}EXAMPLE`],
    ["a placeholder of GitHub", `ghp_${"x".repeat(36)}`],
    ["a placeholder of Slack", "xoxb-your-token-here-please-change-it"],
    ["a prefix inside a word", `dataghp_${RANDOM.slice(0, 36)}`],
    ["a prefix alone", "ghp_ AKIA sk-ant-api03- hvs."],
    ["three parts that are no token", `eyJ${RANDOM.slice(0, 20)}.eyJ${RANDOM.slice(0, 20)}.${RANDOM.slice(0, 20)}`],
    ["SSH fingerprint", `SHA256:AA${RANDOM.slice(0, 41)}`],
    ["the name of a key without a value", "aws_secret_access_key = var.secret"],
  ])("%s is none", (_name, text) => {
    expect(kindsIn(text)).toEqual([]);
  });

  it("finds every token of a text", () => {
    expect(kindsIn(`GH=ghp_${RANDOM.slice(0, 36)}\nURL=postgres://app:hunter2@db/x\n`)).toEqual(["GitHub token", "password in an address"]);
  });

  it("takes the longest prefix, so that a token is found once and by its name", () => {
    expect(kindsIn(`sk-ant-api03-${RANDOM}${RANDOM.slice(0, 30)}`)).toEqual(["Anthropic key"]);
  });

  it.each([
    ["one letter", "a"],
    ["begun private keys", "-----BEGIN PRIVATE KEY-----"],
    ["begun web tokens", "eyJhbGciOiJ"],
    ["addresses without an end", "x://a:bbbb"],
    ["separators", ":;=&?/@"],
    ["prefixes", "ghp_AKIA.atlasv1.:AA"],
    ["names of keys", "secretaccesskey   ="],
  ])("takes time linear in the length of a text of %s", (_name, unit) => {
    const started = performance.now();
    detect(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    // A quadratic step would take minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
