import fc from "fast-check";
import { UNKNOWN, secret, urn } from "../../test-support/judge";
import { inlineExemptionsOf } from "./inlineExemptions";
import { Resource } from "./resource";

const BUCKET = "aws:s3/bucket:Bucket";
const SUBJECT = urn(BUCKET, "subject");
const resource = (properties: Record<string, unknown>, type = BUCKET) =>
  new Resource({ urn: urn(type, "subject"), type, name: "subject", properties });
const tagged = (text: unknown) => inlineExemptionsOf(resource({ tags: { "firmament.dev/exempt": text } }));
const read = {
  rule: "cost-required-tags",
  match: SUBJECT,
  reason: "moves to the new account in March",
  owner: "data-platform",
  expires: "2027-03-31",
  where: 'tags["firmament.dev/exempt"]',
  origin: "resource",
};

describe("an exemption in a resource", () => {
  it.each([
    [
      "with the characters that the value of an AWS tag may have",
      "cost-required-tags: moves to the new account in March until=2027-03-31 by=data-platform",
    ],
    ["with semicolons", "cost-required-tags: moves to the new account in March; until=2027-03-31; by=data-platform"],
    [
      "with its fields first, and room between all",
      "  cost-required-tags :by=data-platform ;until=2027-03-31 ;  moves to the  new account in March ; ",
    ],
  ])("is read %s", (_, text) => {
    expect(tagged(text)).toEqual({ exemptions: [read], unreadable: [] });
  });

  it("may name a ticket, and have signs in its reason", () => {
    const text = "cost-required-tags: see by=law; 7 = seven, until then until=2027-03-31 ticket=DATA-123";
    expect(tagged(text).exemptions).toEqual([{ ...read, owner: "law", reason: "see ; 7 = seven, until then", ticket: "DATA-123" }]);
  });

  it("stands in the annotations of a Kubernetes object, not in its tags", () => {
    const text = "rel-probes: moves to the new account in March; until=2027-03-31; by=data-platform";
    const deployment = "kubernetes:apps/v1:Deployment";
    const where = 'metadata.annotations["firmament.dev/exempt"]';
    expect(inlineExemptionsOf(resource({ metadata: { annotations: { "firmament.dev/exempt": text } } }, deployment)).exemptions).toEqual([
      { ...read, rule: "rel-probes", match: urn(deployment, "subject"), where },
    ]);
    expect(inlineExemptionsOf(resource({ tags: { "firmament.dev/exempt": text } }, deployment)).exemptions).toEqual([]);
    expect(inlineExemptionsOf(resource({ metadata: { annotations: { "firmament.dev/exempt": text } } })).exemptions).toEqual([]);
  });

  it("stands in tags that are a list", () => {
    const value = "cost-required-tags: moves to the new account in March until=2027-03-31 by=data-platform";
    const tags = [{ key: "Name", value: "x" }, UNKNOWN, { key: UNKNOWN, value }, { key: "firmament.dev/exempt", value }];
    expect(inlineExemptionsOf(resource({ tags })).exemptions).toEqual([{ ...read, where: "tags[3].value" }]);
  });

  it("may be one of several, a line or a key each", () => {
    const line = (rule: string) => `${rule}: moves to the new account in March until=2027-03-31 by=data-platform`;
    const tags = {
      "firmament.dev/exempt": `${line("a-b")}\n\n${line("c-d")}\r\n`,
      "firmament.dev/exempt.2": line("e-f"),
      "firmament.dev/exempted": line("g-h"),
    };
    expect(inlineExemptionsOf(resource({ tags })).exemptions.map(({ rule, where }) => [rule, where])).toEqual([
      ["a-b", 'tags["firmament.dev/exempt"]'],
      ["c-d", 'tags["firmament.dev/exempt"]'],
      ["e-f", 'tags["firmament.dev/exempt.2"]'],
    ]);
  });

  it("is not taken from the default tags of a provider, which are not of this resource", () => {
    const text = "cost-required-tags: moves to the new account in March until=2027-03-31 by=data-platform";
    expect(inlineExemptionsOf(resource({ tagsAll: { "firmament.dev/exempt": text } })).exemptions).toEqual([]);
  });

  it.each([
    ["true", undefined, '"true" does not hold: it does not begin with the name of a rule and a colon'],
    ["", undefined, '"" does not hold: it does not begin with the name of a rule and a colon'],
    [
      "*: moves to the new account in March until=2027-03-31 by=x",
      undefined,
      '"*: moves to the new account in March until=2027-03-31 by=x" does not hold: it does not begin with the name of a rule and a colon',
    ],
    [`x ${"y".repeat(100)}`, undefined, `"x ${"y".repeat(55)}..." does not hold: it does not begin with the name of a rule and a colon`],
    ["a-b: too short until=2027-03-31 by=x", "a-b", "a-b does not hold: the reason must say in 15 characters or more why the rule does not apply"],
    [
      "a-b: moves to the new account by=x",
      "a-b",
      "a-b does not hold: until= must be a day such as 2027-03-31, the last one that the exemption holds",
    ],
    [
      "a-b: moves to the new account until=2027-02-30 by=x",
      "a-b",
      "a-b does not hold: until= must be a day such as 2027-03-31, the last one that the exemption holds",
    ],
    ["a-b: moves to the new account until=2027-03-31 by=", "a-b", "a-b does not hold: by= is missing; name who answers for it"],
    ["a-b: moves to the new account until=2027-03-31 by=x by=y", "a-b", "a-b does not hold: by= is given twice"],
    [
      "a-b:",
      "a-b",
      "a-b does not hold: the reason must say in 15 characters or more why the rule does not apply; until= must be a day such as 2027-03-31, the last one that the exemption holds; by= is missing; name who answers for it",
    ],
  ])("that is %j does not hold, and says why", (text, rule, what) => {
    const path = 'tags["firmament.dev/exempt"]';
    expect(tagged(text)).toEqual({ exemptions: [], unreadable: [{ rule, what, path, fix: "write <rule>: <reason> until=2027-03-31 by=<team>" }] });
  });

  it("that is secret is not quoted", () => {
    expect(tagged(secret("hunter2")).unreadable[0]?.what).toBe('"[secret]" does not hold: it does not begin with the name of a rule and a colon');
  });

  it.each([[{ tags: UNKNOWN }], [{ tags: { "firmament.dev/exempt": UNKNOWN } }], [{ tags: "x" }], [{}]])("is none in %j", (properties) => {
    expect(inlineExemptionsOf(resource(properties))).toEqual({ exemptions: [], unreadable: [] });
  });

  it("is read again as it was written, whatever the reason", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "é", "=", ":", ";", "-", "/"), minLength: 1, maxLength: 8 });
    const reason = fc
      .array(word, { minLength: 3, maxLength: 9 })
      .map((words) => words.join(" "))
      .filter((text) => text.length >= 15 && !/^;|;$/.test(text));
    fc.assert(
      fc.property(reason, (text) => {
        expect(tagged(`a-b: ${text} until=2027-03-31 by=x`).exemptions.map((one) => one.reason)).toEqual([text]);
      }),
    );
  });

  it("may be anything, and nothing breaks", () => {
    const key = fc.constantFrom("metadata", "annotations", "tags", "firmament.dev/exempt", "key", "value");
    const value = fc.oneof(fc.constant(UNKNOWN), fc.constant("a-b: until= by= ;"), fc.constantFrom(null, 7, true));
    const type = fc.constantFrom(BUCKET, "kubernetes:core/v1:Pod", "");
    const { properties } = fc.letrec<{ properties: unknown }>((tie) => ({
      properties: fc.oneof(
        { maxDepth: 3 },
        value,
        fc.dictionary(key, tie("properties")),
        fc.array(tie("properties"), { maxLength: 3 }),
        tie("properties").map(secret),
      ),
    }));
    fc.assert(
      fc.property(type, fc.dictionary(key, properties), (of, given) => {
        expect(() => inlineExemptionsOf(resource(given, of))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it("is read in time linear in its text", () => {
    const started = performance.now();
    tagged(`a-b:${" ;".repeat(50_000)} until${" by".repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
