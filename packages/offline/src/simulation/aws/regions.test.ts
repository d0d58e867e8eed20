import { partitionOf, regions, zonesOf } from "./regions";

describe("partitionOf", () => {
  it.each([
    ["eu-west-1", "aws", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
    ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
  ])("puts %s into %s", (region, name, dnsSuffix) => {
    expect(partitionOf(region)).toMatchObject({ name, dnsSuffix });
  });
});

describe("zonesOf", () => {
  it.each([
    ["eu-west-1", ["a", "b", "c"]],
    ["us-east-1", ["a", "b", "c", "d", "e", "f"]],
    ["us-west-1", ["a", "c"]],
    ["ap-northeast-1", ["a", "c", "d"]],
  ])("knows the zones that an account sees in %s", (region, letters) => {
    expect(zonesOf(region).map(({ name }) => name)).toEqual(letters.map((letter) => region + letter));
  });

  it.each([
    ["us-east-1", "use1-az1"],
    ["eu-central-1", "euc1-az1"],
    ["ap-southeast-2", "apse2-az1"],
    ["ap-northeast-3", "apne3-az1"],
    ["us-gov-west-1", "usgw1-az1"],
    ["sa-east-1", "sae1-az1"],
    ["me-central-1", "mec1-az1"],
  ])("writes the zone ids of %s as AWS does", (region, id) => {
    expect(zonesOf(region)[0]?.id).toBe(id);
  });
});

describe("regions", () => {
  it.each(Object.entries(regions))("has zone and account ids of the right form for %s", (_, facts) => {
    for (const zone of [facts.applicationZone, facts.networkZone, facts.s3WebsiteZone]) {
      expect(zone ?? "Z0000000000000").toMatch(/^Z[A-Z0-9]{10,20}$/);
    }
    expect(facts.elbAccount ?? "000000000000").toMatch(/^\d{12}$/);
  });
});
