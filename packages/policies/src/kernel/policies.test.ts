import { unknownCheckingProxy } from "@pulumi/policy";
import { STACK_URN, UNKNOWN, urn } from "../../test-support/judge";
import { ExemptionLedger } from "./exemptionLedger";
import { Observer } from "./observer";
import { texts } from "./options";
import { exemptionsPolicy, policyOf } from "./policies";
import { resourceRule, stackRule } from "./rule";
import { family } from "./types";

/** What the SDK passes to a policy, where the hook into it (`observer.ts`) is not there. */
const BOX = "shop:index:Box";
const metadata = {
  id: "demo-rule",
  title: "Demo",
  severity: "medium",
  must: "be blue",
  because: "blue is seen",
  fix: "paint it",
  appliesTo: family("boxes", (type) => type === BOX),
} as const;
const serving = {
  pack: { name: "demo", version: "1.0.0" },
  observer: new Observer(true, {}),
  ledger: new ExemptionLedger(["demo-rule"]),
  today: "2026-11-22",
};
beforeEach(() => serving.ledger.clear());

type Reported = Record<string, unknown>;

const colour = policyOf(
  {
    rule: resourceRule({
      ...metadata,
      config: { allowed: texts("Colours.", ["blue"]) },
      check: ({ resource, config, report, attempt }) => {
        attempt(
          () =>
            config.allowed.includes(resource.properties.at("top").string() ?? "") ||
            report("top is not blue", { path: "top", level: "advisory", severity: "low" }),
        );
        attempt(() => config.allowed.includes(resource.properties.at("bottom").string() ?? "") || report("bottom is not blue"));
      },
    }),
    level: "mandatory",
  },
  serving,
);

function validate(type: string, props: Record<string, unknown>, config: object = {}): Reported[] {
  if (!("validateResource" in colour) || typeof colour.validateResource !== "function") {
    throw new Error("not a policy on resources");
  }
  const reported: Reported[] = [];
  const args = {
    type,
    props: unknownCheckingProxy(props),
    urn: urn(type, "subject"),
    name: "subject",
    opts: { additionalSecretOutputs: [] },
    getConfig: () => config,
    notApplicable: (reason?: string): never => {
      throw new Error(reason);
    },
  };
  void colour.validateResource(args as unknown as Parameters<typeof colour.validateResource>[0], (diagnostic) =>
    reported.push(diagnostic as unknown as Reported),
  );
  return reported;
}

describe("a rule without the hook into the SDK", () => {
  it("reads what the SDK shows, also beside unknown values", () => {
    expect(validate(BOX, { top: UNKNOWN, bottom: "red" })).toEqual([
      {
        message: "can't run policy 'demo-rule' from policy pack 'demo@v1.0.0' during preview: string value at .top can't be known during preview",
        urn: urn(BOX, "subject"),
        description: "Boxes must be blue, because blue is seen.",
        enforcementLevel: "advisory",
        severity: undefined,
      },
      {
        message: "bottom is not blue\nfix: paint it",
        urn: urn(BOX, "subject"),
        description: "Boxes must be blue, because blue is seen.",
        enforcementLevel: undefined,
        severity: undefined,
      },
    ]);
  });

  it("passes a level and a severity of a finding's own on", () => {
    expect(validate(BOX, { top: "red", bottom: "blue" })).toEqual([
      expect.objectContaining({ message: "top is not blue\nat top\nfix: paint it", enforcementLevel: "advisory", severity: "low" }),
    ]);
  });

  it("names the first of the controls that it refers to, as the SDK has room for one", () => {
    const rule = resourceRule({ ...metadata, compliance: { fsbp: ["ECS.8", "RDS.2"], cwe: ["CWE-798"] }, config: {}, check: () => undefined });
    expect(policyOf({ rule, level: "mandatory" }, serving).framework).toEqual({
      name: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      reference: "ECS.8",
      specification: "Secrets should not be passed as container environment variables",
    });
    const without = resourceRule({ ...metadata, compliance: { cwe: ["CWE-798"] }, config: {}, check: () => undefined });
    expect(policyOf({ rule: without, level: "mandatory" }, serving).framework?.version).toBe("");
    expect(colour.framework).toBeUndefined();
  });

  it("says that it does not apply to other types", () => {
    expect(() => validate("shop:index:Bag", {})).toThrow("it is about boxes");
  });

  it("says so without a stack trace, which nobody reads, and leaves those of others as they are", () => {
    const limit = Error.stackTraceLimit;
    const thrown = (() => {
      try {
        return validate("shop:index:Bag", {});
      } catch (error) {
        return (error as Error).stack;
      }
    })();
    expect([thrown, Error.stackTraceLimit]).toEqual(["Error: it is about boxes", limit]);
  });

  it("does not send what an exemption covers, but says that and why it does not apply", () => {
    const exemptions = [{ match: "*", reason: "the boxes are sold in March", owner: "shop", expires: "2027-03-31" }];
    expect(() => validate(BOX, { top: "red", bottom: "red" }, { exemptions })).toThrow(
      new Error("exempt until 2027-03-31: the boxes are sold in March (shop)"),
    );
    expect(validate(BOX, { top: "blue", bottom: "blue" }, { exemptions })).toEqual([]);
  });

  it("has what is wrong with exemptions reported at the end, without a level of its own, so that a configuration may give it one", () => {
    const tags = { "firmament.dev/exempt": "demo-rule: the boxes are sold in March until=2027-03-31 by=shop" };
    expect(() => validate("pulumi:pulumi:Stack", {})).toThrow("it is about boxes");
    expect(() => validate(BOX, { top: "red", bottom: "blue", tags })).toThrow("exempt until");
    expect(() => validate("shop:index:Bag", { tags })).toThrow("it is about boxes");
    const reported: Reported[] = [];
    const args = { resources: [{ type: "pulumi:pulumi:Stack", urn: STACK_URN, props: {}, opts: {}, propertyDependencies: {} }] };
    const policy = exemptionsPolicy(serving);
    void policy.validateStack(args as unknown as Parameters<typeof policy.validateStack>[0], (diagnostic) =>
      reported.push(diagnostic as unknown as Reported),
    );
    // The box and the bag have the same name, and only the box is exempt from something.
    expect(policy).toMatchObject({ name: "exemptions", enforcementLevel: "advisory", severity: "low" });
    expect(reported).toEqual([
      {
        message:
          'exemption: that from demo-rule is not used: the rule has nothing to say about this resource\nat tags["firmament.dev/exempt"]\nfix: delete it',
        urn: urn("shop:index:Bag", "subject"),
        description:
          "Exemptions must be readable, allowed and needed, because one that covers nothing today would silently cover what goes wrong tomorrow.",
        enforcementLevel: undefined,
        severity: undefined,
      },
    ]);
  });

  it("knows the stack by what the SDK shows, and that it can't see secrets", () => {
    const policy = policyOf(
      {
        rule: stackRule({
          ...metadata,
          config: {},
          check: ({ resources, run, report }) =>
            resources.forEach((one) =>
              report(
                one,
                `${one.parent?.name}, ${one
                  .dependenciesOf("a")
                  .map((other) => other.name)
                  .join()}, ${one.properties.at("a").isUnknown}, ${run.secretsVisible}`,
              ),
            ),
        }),
        level: "advisory",
      },
      serving,
    );
    if (!("validateStack" in policy)) {
      throw new Error("not a policy on the stack");
    }
    const shown = (type: string, name: string, props: Record<string, unknown>) => ({
      type,
      name,
      urn: type === BOX ? urn(type, name) : STACK_URN,
      props: unknownCheckingProxy(props),
      opts: {},
      propertyDependencies: {},
    });
    const stack = shown("pulumi:pulumi:Stack", "shop-dev", {});
    const first = shown(BOX, "first", { a: UNKNOWN });
    const second = { ...shown(BOX, "second", { a: "x" }), parent: stack, propertyDependencies: { a: [first] } };
    const reported: Reported[] = [];
    const args = { resources: [stack, first, second], getConfig: () => ({ colour: "red" }) };
    void policy.validateStack(args as unknown as Parameters<typeof policy.validateStack>[0], (diagnostic) =>
      reported.push(diagnostic as unknown as Reported),
    );
    expect(reported.map(({ message, urn: of }) => [String(message).split("\n")[0], of])).toEqual([
      ["configuration: colour is not an option of this rule; it has exemptions, inlineExemptions", STACK_URN],
      ["undefined, , true, false", urn(BOX, "first")],
      ["shop-dev, first, false, false", urn(BOX, "second")],
    ]);
  });
});

describe("what the hook can't read as expected", () => {
  it("breaks nothing: the handlers of the SDK get the request as it came, and secrets count as invisible from then on", () => {
    const observer = new Observer(true, {
      PULUMI_NODEJS_PROJECT: "shop",
      PULUMI_NODEJS_STACK: "dev",
      PULUMI_CONFIG: '{"shop:a":"b"}',
      HOME: "/home/me",
    });
    const grpc = jest.requireActual<{ Server: { prototype: { addService: (service: unknown, handlers: unknown) => void } } }>(
      require.resolve("@grpc/grpc-js", { paths: [require.resolve("@pulumi/policy")] }),
    );
    const original = grpc.Server.prototype.addService;
    let served: Record<string, (call: unknown, callback: unknown) => unknown> = {};
    grpc.Server.prototype.addService = (_service, handlers) => {
      served = handlers as typeof served;
    };
    try {
      observer.install();
      const seen: unknown[] = [];
      const handler = (call: unknown) => seen.push(call);
      const plain = { analyze: handler };
      grpc.Server.prototype.addService({}, plain);
      expect(served).toBe(plain);
      expect(observer.run.secretsVisible).toBe(false);

      grpc.Server.prototype.addService({}, { analyze: handler, analyzeStack: handler, configureStack: handler });
      expect(observer.run.secretsVisible).toBe(true);
      const call = { request: { getUrn: () => "urn", getProperties: () => "of another form" } };
      served.analyze?.(call, () => undefined);
      expect(seen).toEqual([call]);
      expect(observer.resource("urn")).toBeUndefined();
      expect(observer.run).toEqual({
        project: "shop",
        stack: "dev",
        config: new Map([["shop:a", "b"]]),
        configVisible: true,
        secretKeys: new Set(),
        secretsVisible: false,
        environment: new Map([["HOME", "/home/me"]]),
      });
    } finally {
      grpc.Server.prototype.addService = original;
    }
  });
});
