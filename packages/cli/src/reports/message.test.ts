import { parseMessage } from "./message";

describe("parseMessage", () => {
  test("finds the property path and the fix of our own form, without the description that the SDK puts before it", () => {
    expect(parseMessage("Everything is tagged.\ntags: Owner is missing\nat tags.Owner\nfix: add Owner", "Everything is tagged.")).toEqual({
      what: "tags: Owner is missing",
      path: "tags.Owner",
      fix: "add Owner",
    });
  });

  test("takes each of the two parts alone", () => {
    expect(parseMessage("no SLO\nfix: add one", undefined)).toEqual({ what: "no SLO", fix: "add one" });
    expect(parseMessage("too open\nat ingress[0]", undefined)).toEqual({ what: "too open", path: "ingress[0]" });
  });

  test("leaves the message of another pack as it is", () => {
    expect(parseMessage("Buckets are private.\nThis one is public.\nat least that is what we saw last.\nAsk.", "Buckets are private.")).toEqual({
      what: "This one is public.\nat least that is what we saw last.\nAsk.",
    });
  });

  test("never takes the only line for a part", () => {
    expect(parseMessage("fix: the roof", undefined)).toEqual({ what: "fix: the roof" });
    expect(parseMessage("at night\nfix: a lamp", undefined)).toEqual({ what: "at night", fix: "a lamp" });
    expect(parseMessage("Described.", "Described.")).toEqual({ what: "Described." });
  });
});
