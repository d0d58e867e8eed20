import { UNKNOWN } from "../../test-support/judge";
import { Property, Undetermined } from "../kernel/property";
import { ENCRYPTIONS, type Encryption, disksOf, isEncrypted } from "./encryptionAtRest";

const of = (properties: object): Property => Property.of("urn", properties);
const encryption: Encryption = {
  stores: { subject: "", matches: () => true, knows: () => true },
  path: ["disk", "encrypted"],
  setting: "",
  decidedBy: ["snapshot"],
};

it.each([
  [{ disk: { encrypted: true } }, true],
  [{ disk: { encrypted: "true" } }, true],
  [{ disk: { encrypted: false } }, false],
  [{}, false],
  [{ snapshot: "s-1", disk: { encrypted: false } }, true],
])("%j is encrypted: %j", (properties, encrypted) => {
  expect(isEncrypted(encryption, of(properties))).toBe(encrypted);
});

it("a default holds where nothing is said, and only there", () => {
  const byDefault = { ...encryption, byDefault: () => true };
  expect(isEncrypted(byDefault, of({}))).toBe(true);
  expect(isEncrypted(byDefault, of({ disk: { encrypted: false } }))).toBe(false);
});

it("what is unknown is neither", () => {
  expect(() => isEncrypted(encryption, of({ disk: { encrypted: UNKNOWN } }))).toThrow(Undetermined);
});

it("each kind of store has one way to say so", () => {
  for (const type of ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance", "aws:neptune/cluster:Cluster", "aws:opensearch/domain:Domain"]) {
    expect(ENCRYPTIONS.filter(({ stores }) => stores.matches(type))).toHaveLength(1);
  }
});

it("disks are found in instances and templates, unless a snapshot decides", () => {
  const properties = {
    blockDeviceMappings: [{ ebs: { volumeSize: 8 } }, { virtualName: "ephemeral0" }, { ebs: { snapshotId: "snap-1" } }],
    rootBlockDevice: {},
    ebsBlockDevices: [{ snapshotId: "snap-1" }, { volumeSize: 8 }],
  };
  expect(disksOf(of(properties)).map(({ path }) => path)).toEqual(["blockDeviceMappings[0].ebs", "rootBlockDevice", "ebsBlockDevices[1]"]);
  expect(disksOf(of({}))).toEqual([]);
});
