import { type Given, TODAY, UNKNOWN, judgeResource, judgeStack, secret } from "../../test-support/judge";
import { texts } from "./options";
import { resourceRule, stackRule } from "./rule";
import { family } from "./types";

const metadata = {
  id: "demo-rule",
  title: "Demo",
  severity: "medium",
  must: "be blue",
  because: "blue is seen",
  fix: "paint it",
  appliesTo: family("boxes", (type) => type === "shop:index:Box"),
} as const;

const box = (properties: Record<string, unknown>, name = "subject"): Given => ({ type: "shop:index:Box", name, properties });

const colour = resourceRule({
  ...metadata,
  config: { allowed: texts("Colours.", ["blue"]) },
  check: ({ resource, config, report, attempt }) => {
    for (const [side, value] of resource.properties.at("sides").entries()) {
      attempt(() => {
        if (!config.allowed.includes(value.string() ?? "")) {
          report(`${side} is not blue`, { path: value.path });
        }
      });
    }
  },
});

const violation = (side: string) => ({ kind: "violation", name: "subject", message: `${side} is not blue\nat sides.${side}\nfix: paint it` });
const undetermined = (path: string) => ({ kind: "undetermined", name: "subject", message: `string value at .${path} can't be known during preview` });

describe("a rule", () => {
  it("passes in silence", () => {
    expect(judgeResource(colour, box({ sides: { top: "blue", bottom: secret("blue") } }))).toEqual([]);
    expect(judgeResource(colour, box({}))).toEqual([]);
  });

  it("reports every violation with its path and, for want of better advice, the rule's own", () => {
    expect(judgeResource(colour, box({ sides: { top: "red", bottom: "green" } }))).toEqual([violation("top"), violation("bottom")]);
  });

  it("is undetermined about an unknown value, and still reports the violations beside it", () => {
    expect(judgeResource(colour, box({ sides: { top: UNKNOWN, bottom: "green" } }))).toEqual([undetermined("sides.top"), violation("bottom")]);
  });

  it("names the place that is unknown, not the one below it that was asked for", () => {
    expect(judgeResource(colour, box({ sides: UNKNOWN }))).toEqual([undetermined("sides")]);
  });

  it("does not apply to other types", () => {
    expect(judgeResource(colour, { type: "shop:index:Bag", properties: { sides: { top: "red" } } })).toEqual([]);
  });

  it("reports the same violation once", () => {
    const twice = resourceRule({ ...metadata, config: {}, check: ({ report }) => [1, 2].forEach(() => report("no")) });
    expect(judgeResource(twice, box({}))).toHaveLength(1);
  });

  it("that throws is a finding of its own, which names the line and quotes nothing of the error", () => {
    const broken = resourceRule({ ...metadata, config: {}, check: ({ resource }) => void JSON.parse(resource.properties.at("text").string() ?? "") });
    const [finding, ...others] = judgeResource(broken, box({ text: "hunter2" }));
    expect(others).toEqual([]);
    expect(finding?.kind).toBe("rule-failed");
    expect(finding?.message).toMatch(
      /^rule failed: SyntaxError( at [\w.]+:\d+)?; what the rule demands is not known to hold\nfix: this is a defect of the policy pack: report it; meanwhile exempt the resource, or set the rule to advisory$/,
    );
  });

  it("that throws something else than an error is a finding, too", () => {
    const broken = resourceRule({
      ...metadata,
      config: {},
      check: () => {
        throw "hunter2" as unknown as Error;
      },
    });
    expect(judgeResource(broken, box({}))[0]?.message).toMatch(/^rule failed: a string was thrown; /);
  });
});

describe("a rule on the stack", () => {
  const alone = stackRule({
    ...metadata,
    config: {},
    check: ({ resources, report, attempt }) => {
      for (const resource of resources) {
        attempt(() => {
          if (resource.properties.at("alone").boolean() !== true) {
            report(resource, "has company");
          }
        });
      }
    },
  });

  it("reports on the resource that it names, and is undetermined about that whose value is unknown", () => {
    expect(judgeStack(alone, [box({ alone: true }, "a"), box({}, "b"), box({ alone: UNKNOWN }, "c"), { type: "shop:index:Bag", name: "d" }])).toEqual(
      [
        { kind: "violation", name: "b", message: "has company\nfix: paint it" },
        { kind: "undetermined", name: "c", message: "string value at .alone can't be known during preview" },
      ],
    );
  });

  it("sees the inputs, which an engine does not show at the end, and the outputs", () => {
    const both = stackRule({
      ...metadata,
      config: {},
      check: ({ resources, report }) =>
        resources.forEach((one) => report(one, `${one.properties.at("x").string()} became ${one.outputs.at("x").string()}`)),
    });
    expect(judgeStack(both, [{ ...box({ x: "input" }), outputs: { x: "output" } }])[0]?.message).toBe("input became output\nfix: paint it");
  });

  it("follows what went into a property to other resources", () => {
    const made = stackRule({
      ...metadata,
      config: {},
      check: ({ resources, report }) =>
        resources.forEach((one) => one.dependenciesOf("x").forEach((other) => report(one, `x is from ${other.name}`))),
    });
    expect(
      judgeStack(made, [{ ...box({ x: 1 }, "a"), dependencies: { x: ["b", "urn:of:what:was:only:read"] } }, box({}, "b")]).map((one) => one.message),
    ).toEqual(["x is from b\nfix: paint it"]);
  });
});

describe("an exemption", () => {
  const red = box({ sides: { top: "red" } });
  const holds = { match: "subject", reason: "the old box is sold in March", owner: "shop", expires: "2027-03-31" };
  const judge = (...exemptions: unknown[]) => judgeResource(colour, red, { config: { exemptions } });
  const exempt = { ...violation("top"), kind: "exempt" };

  it.each(["subject", "sub*", "*", "shop:index:Box", "urn:pulumi:dev::shop::shop:index:Box::subject", "urn:*::subject"])(
    "covers what %s matches",
    (match) => {
      expect(judge({ ...holds, match })).toEqual([exempt]);
    },
  );

  it.each(["Subject", "sub", "shop:index:Bag", "*other*"])("does not cover what %s does not match", (match) => {
    expect(judge({ ...holds, match })).toEqual([violation("top")]);
  });

  it("holds through its last day", () => {
    expect(judge({ ...holds, expires: TODAY })).toEqual([exempt]);
  });

  it("that has expired is a finding beside the violation, which comes back", () => {
    expect(judge({ ...holds, expires: "2026-11-21", ticket: "SHOP-7" })).toEqual([
      violation("top"),
      {
        kind: "exemption-expired",
        name: "subject",
        level: "advisory",
        message:
          'exemption: "subject" expired on 2026-11-21 (the old box is sold in March; shop, SHOP-7)\nfix: mend the resource, or let shop renew the exemption',
      },
    ]);
  });

  it("that has expired says nothing about a resource that keeps the rule", () => {
    expect(judgeResource(colour, box({}), { config: { exemptions: [{ ...holds, expires: "2026-11-21" }] } })).toEqual([]);
  });

  it("that has expired in several resources is a finding for each of them", () => {
    const rule = stackRule({ ...metadata, config: {}, check: ({ resources, report }) => resources.forEach((one) => report(one, "no")) });
    const outcomes = judgeStack(rule, [box({}, "a"), box({}, "b")], { config: { exemptions: [{ ...holds, match: "*", expires: "2026-11-21" }] } });
    expect(outcomes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["violation a", "exemption-expired a", "violation b", "exemption-expired b"]);
  });

  it("that has expired leaves one that holds in force", () => {
    expect(judge({ ...holds, expires: "2026-11-21" }, holds)).toEqual([exempt]);
  });

  it("covers what is undetermined, and what the rule failed at", () => {
    const exemptions = [holds];
    expect(judgeResource(colour, box({ sides: UNKNOWN }), { config: { exemptions } })).toEqual([]);
    const broken = resourceRule({ ...metadata, config: {}, check: () => JSON.parse("") as void });
    expect(judgeResource(broken, box({}), { config: { exemptions } })).toEqual([]);
  });

  it.each([
    [{ reason: "too short" }, ".reason must say in 15 characters or more why the rule does not apply"],
    [{ reason: undefined }, ".reason must say in 15 characters or more why the rule does not apply"],
    [{ owner: "" }, ".owner is missing; name who answers for it"],
    [{ match: undefined }, ".match is missing; give a URN, a type or a name (* stands for any text)"],
    [{ expires: "never" }, ".expires must be a day such as 2027-03-31, the last one that the exemption holds"],
    [{ expires: "2027-02-30" }, ".expires must be a day such as 2027-03-31, the last one that the exemption holds"],
    [{ ticket: 7 }, ".ticket must be a text"],
    [{ until: "2027-03-31" }, ".until is not known; an exemption has match, reason, owner, expires, ticket"],
  ])("with %j does not hold, and that is reported", (change, problem) => {
    expect(judge({ ...holds, ...change })).toEqual([
      {
        kind: "misconfigured",
        name: "shop-dev",
        message: `configuration: exemptions[0]${problem}\nfix: mend the policy pack's configuration of demo-rule`,
      },
      violation("top"),
    ]);
  });

  it.each([
    ["all", "exemptions must be a list"],
    [["subject"], "exemptions[0] must be an object with match, reason, owner and expires"],
  ])("that is %j is reported", (exemptions, problem) => {
    expect(judgeResource(colour, red, { config: { exemptions } })[0]?.message).toBe(
      `configuration: ${problem}\nfix: mend the policy pack's configuration of demo-rule`,
    );
  });
});

describe("an exemption in the resource itself", () => {
  const judge = (text: unknown, config: Record<string, unknown> = {}) =>
    judgeResource(colour, box({ sides: { top: "red" }, tags: { "firmament.dev/exempt": text } }), { config });
  const holds = "demo-rule: the old box is sold in March until=2027-03-31 by=shop";
  const exempt = { ...violation("top"), kind: "exempt" };

  it("covers the resource from the rule that it names, and from no other", () => {
    expect(judge(holds)).toEqual([exempt]);
    expect(judge(holds.replace("demo-rule", "demo-rules"))).toEqual([violation("top")]);
  });

  it("does not cover other resources of a stack", () => {
    const rule = stackRule({ ...metadata, config: {}, check: ({ resources, report }) => resources.forEach((one) => report(one, "no")) });
    const outcomes = judgeStack(rule, [box({ tags: { "firmament.dev/exempt": holds } }, "a"), box({}, "b")]);
    expect(outcomes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["exempt a", "violation b"]);
  });

  it("that has expired is a finding beside the violation, which comes back", () => {
    expect(judge(holds.replace("2027", "2026"))).toEqual([
      violation("top"),
      {
        kind: "exemption-expired",
        name: "subject",
        level: "advisory",
        message:
          'exemption: that of the resource expired on 2026-03-31 (the old box is sold in March; shop)\nat tags["firmament.dev/exempt"]\nfix: mend the resource, or let shop renew the exemption',
      },
    ]);
  });

  it.each([["demo-rule: sold until=2027-03-31 by=shop"], [UNKNOWN], [7]])("that can't be read, such as %j, does not hold", (text) => {
    expect(judge(text)).toEqual([violation("top")]);
  });

  it("does not hold where the configuration of the rule allows none", () => {
    expect(judge(holds, { inlineExemptions: false })).toEqual([violation("top")]);
    expect(judge(holds, { inlineExemptions: "no" }).map(({ kind, message }) => `${kind}: ${message.split("\n")[0]}`)).toEqual([
      'misconfigured: configuration: inlineExemptions must be true or false; "no" is not',
      "exempt: top is not blue",
    ]);
  });
});

describe("configuration", () => {
  const judge = (config: Record<string, unknown>) =>
    judgeResource(colour, box({ sides: { top: "red" } }), { config }).map((one) => one.message.split("\n")[0]);

  it("changes what the rule demands", () => {
    expect(judge({ allowed: ["red"] })).toEqual([]);
  });

  it("that misspells an option is refused, and the default holds", () => {
    expect(judge({ alowed: ["red"] })).toEqual([
      "configuration: alowed is not an option of this rule; it has allowed, exemptions, inlineExemptions",
      "top is not blue",
    ]);
  });

  it.each([["red"], [[1]], [[""]], [null]])("of the wrong form, such as %j, is refused, and the default holds", (allowed) => {
    expect(judge({ allowed })).toEqual([`configuration: allowed must be a list of texts; ${JSON.stringify(allowed)} is not`, "top is not blue"]);
  });
});
