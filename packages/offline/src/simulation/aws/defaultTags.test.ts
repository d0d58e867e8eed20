import { secret, UNKNOWN } from "../../wire/values";
import { allTags, tagSettings } from "./defaultTags";

describe("tagSettings", () => {
  it("reads the JSON text that the SDK makes of a provider's settings", () => {
    const provider = { defaultTags: '{"tags":{"Team":"shop"}}', ignoreTags: '{"keys":["Seen"],"keyPrefixes":["aws:"]}' };
    expect(tagSettings(provider, {})).toEqual({ defaultTags: { Team: "shop" }, ignoredKeys: ["Seen"], ignoredPrefixes: ["aws:"], unknown: false });
  });

  it("reads them as objects, and from the stack's configuration", () => {
    expect(tagSettings({ defaultTags: { tags: { Team: "shop" } } }, {}).defaultTags).toEqual({ Team: "shop" });
    expect(tagSettings(undefined, { "aws:defaultTags": '{"tags":{"Team":"shop"}}' }).defaultTags).toEqual({ Team: "shop" });
  });

  it("prefers the provider's own to the configuration's", () => {
    expect(tagSettings({ defaultTags: '{"tags":{}}' }, { "aws:defaultTags": '{"tags":{"Team":"shop"}}' }).defaultTags).toEqual({});
  });

  it("keeps each tag of a secret setting secret", () => {
    expect(tagSettings({ defaultTags: secret('{"tags":{"Team":"shop"}}') }, {}).defaultTags).toEqual({ Team: secret("shop") });
  });

  it("takes text that is no JSON for no setting", () => {
    expect(tagSettings({ defaultTags: "{oops" }, {}).defaultTags).toEqual({});
  });

  it("says when a setting is unknown", () => {
    expect(tagSettings({ defaultTags: UNKNOWN }, {}).unknown).toBe(true);
  });
});

describe("allTags", () => {
  const settings = { defaultTags: { Team: "shop", Owner: "all" }, ignoredKeys: ["Seen"], ignoredPrefixes: ["kube/"], unknown: false };

  it("puts a resource's own tags over the defaults", () => {
    expect(allTags({ Owner: "me", Name: "x" }, settings)).toEqual({ Team: "shop", Owner: "me", Name: "x" });
  });

  it("gives the defaults to a resource without tags, and nothing where there are none at all", () => {
    expect(allTags(undefined, settings)).toEqual({ Team: "shop", Owner: "all" });
    expect(allTags(undefined, { ...settings, defaultTags: {} })).toEqual({});
  });

  it("leaves out what the provider ignores, by key and by prefix", () => {
    expect(allTags({ Seen: "1", "kube/role": "2", Kept: "3" }, settings)).toEqual({ Team: "shop", Owner: "all", Kept: "3" });
  });

  it("is unknown as soon as one tag or the settings are", () => {
    expect(allTags({ Name: UNKNOWN }, settings)).toBe(UNKNOWN);
    expect(allTags(UNKNOWN, settings)).toBe(UNKNOWN);
    expect(allTags({ Name: "x" }, { ...settings, unknown: true })).toBe(UNKNOWN);
  });

  it("keeps a secret tag secret in its place, and secret tags secret as a whole", () => {
    expect(allTags({ Name: secret("x") }, settings)).toEqual({ Team: "shop", Owner: "all", Name: secret("x") });
    expect(allTags(secret({ Name: "x" }), settings)).toEqual(secret({ Team: "shop", Owner: "all", Name: "x" }));
  });
});
