import { STACK_URN, urn } from "../../test-support/judge";
import { readConfiguration } from "./configuration";
import { ExemptionLedger } from "./exemptionLedger";
import { messageOf } from "./report";
import { Resource } from "./resource";

const BUCKET = "aws:s3/bucket:Bucket";
const exemption = { match: "legacy-*", reason: "moves to the new account in March", owner: "data-platform", expires: "2027-03-31" };
const configuration = (given: Record<string, unknown> = {}) => readConfiguration({}, given);
const bucket = (text: string, name = "logs") =>
  new Resource({ urn: urn(BUCKET, name), type: BUCKET, name, properties: { tags: { "firmament.dev/exempt": text } } });
const text = (rule: string) => `${rule}: moves to the new account in March until=2027-03-31 by=data-platform`;

/** What is said at the end, by the name of the resource. */
const said = (ledger: ExemptionLedger) =>
  ledger.findings(STACK_URN).map((finding) => `${finding.kind} ${finding.urn.split("::").at(-1)}: ${messageOf(finding)}`);

const at = 'at tags["firmament.dev/exempt"]';

describe("at the end of a run, an exemption in the configuration", () => {
  it("is reported when nothing used it", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.ran("cost-a", configuration({ exemptions: [exemption] }));
    expect(said(ledger)).toEqual([
      'exemption-unused shop-dev: exemption: exemptions[0] of cost-a is not used: nothing that matches "legacy-*" violates the rule\nfix: delete it from the configuration, or ask data-platform what it was for',
    ]);
  });

  it("is not reported when it was used, also when another one is not", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    const read = configuration({ exemptions: [{ ...exemption, match: "old-*" }, exemption] });
    ledger.ran("cost-a", read);
    read.exemptions.slice(1).forEach((one) => ledger.use(one));
    expect(said(ledger)).toEqual([expect.stringContaining("exemptions[0] of cost-a")]);
  });

  it.each([
    ["urn:pulumi:production::shop::*", false],
    ["urn:pulumi:dev::other::aws:s3/bucket:Bucket::logs", false],
    ["urn:pulumi:dev::shop::*", true],
    ["urn:*::logs", true],
    ["urn:pulumi:dev*", true],
  ])("that matches %s is about this stack: %s", (match, expected) => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.ran("cost-a", configuration({ exemptions: [{ ...exemption, match }] }));
    expect(said(ledger).length === 1).toBe(expected);
  });
});

describe("at the end of a run, an exemption in a resource", () => {
  it("is reported when the rule had nothing to say", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.ran("cost-a", configuration());
    ledger.inlineExemptionsOf(bucket(text("cost-a")));
    expect(said(ledger)).toEqual([
      `exemption-unused logs: exemption: that from cost-a is not used: the rule has nothing to say about this resource\n${at}\nfix: delete it`,
    ]);
  });

  it("is not reported when it was used, nor when its rule did not run", () => {
    const ledger = new ExemptionLedger(["cost-a", "cost-b"]);
    ledger.ran("cost-a", configuration());
    ledger.inlineExemptionsOf(bucket(text("cost-a"))).exemptions.forEach((one) => ledger.use(one));
    ledger.inlineExemptionsOf(bucket(text("cost-b"), "others"));
    expect(said(ledger)).toEqual([]);
  });

  it("is reported when the configuration of its rule allows none", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.ran("cost-a", configuration({ inlineExemptions: false }));
    ledger.inlineExemptionsOf(bucket(text("cost-a")));
    expect(said(ledger)).toEqual([
      `exemption-invalid logs: exemption: that from cost-a does not hold: the rule's configuration allows none in resources\n${at}\nfix: delete it, or ask those who keep the configuration for an exemption there`,
    ]);
  });

  it("is reported when it can't be read", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.inlineExemptionsOf(bucket("cost-a: moves to the new account in March by=x"));
    expect(said(ledger)).toEqual([
      `exemption-invalid logs: exemption: cost-a does not hold: until= must be a day such as 2027-03-31, the last one that the exemption holds\n${at}\nfix: write <rule>: <reason> until=2027-03-31 by=<team>`,
    ]);
  });

  it.each([
    ["cost-b", true],
    ["cots-a", true],
    ["sec-a", false],
    ["secrets-a", false],
  ])("from %s, a rule that the pack does not have, is for it to report: %s", (rule, expected) => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.inlineExemptionsOf(bucket(text(rule)));
    ledger.inlineExemptionsOf(bucket(`${rule}: ?`, "others"));
    expect(said(ledger).map((one) => one.split("\n")[0])).toEqual(
      expected
        ? [
            `exemption-invalid logs: exemption: there is no rule ${rule}, so it exempts from nothing`,
            expect.stringContaining(`exemption-invalid others: exemption: ${rule} does not hold: the reason must`),
          ]
        : [],
    );
  });

  it("without the name of a rule is reported by every pack, since none can know whose it is", () => {
    const ledger = new ExemptionLedger(["cost-a"]);
    ledger.inlineExemptionsOf(bucket("yes"));
    expect(said(ledger)).toHaveLength(1);
  });
});

test("a new run knows nothing of the one before", () => {
  const ledger = new ExemptionLedger(["cost-a"]);
  ledger.ran("cost-a", configuration({ exemptions: [exemption] }));
  ledger.inlineExemptionsOf(bucket("yes"));
  ledger.clear();
  expect(said(ledger)).toEqual([]);
});
