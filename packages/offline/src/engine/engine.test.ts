import * as pulumi from "@pulumi/pulumi";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import { UNKNOWN, isUnknown, preview, secretValue, value } from "../testing/index";
import { secret } from "../wire/values";

class Anything extends pulumi.CustomResource {}

class Group extends pulumi.ComponentResource {
  constructor(name: string, args: pulumi.Inputs, options: pulumi.ComponentResourceOptions, make: (parent: Group) => void) {
    super("test:index:Group", name, args, options);
    make(this);
    this.registerOutputs({ made: true });
  }
}

const vpc = (name: string, options: pulumi.CustomResourceOptions = {}): Vpc => new Vpc(name, { cidrBlock: "10.0.0.0/16" }, options);

describe("options", () => {
  it("protect, retainOnDelete and deletedWith are inherited from the parent, unless the child says otherwise", async () => {
    const stack = await preview(() => {
      const base = vpc("base");
      new Group("group", {}, { protect: true, retainOnDelete: true, deletedWith: base }, (parent) => {
        vpc("heir", { parent });
        vpc("own", { parent, protect: false, retainOnDelete: false });
      });
    });
    const base = stack.resource("base").urn;
    expect(stack.resource("heir").options).toMatchObject({ protect: true, retainOnDelete: true, deletedWith: base });
    expect(stack.resource("own").options).toEqual({ deletedWith: base, version: "7.48.0" });
  });

  it("that can't be read fail the resource with the status of the stock engine", async () => {
    const run = preview(() => vpc("net", { customTimeouts: { create: "5 minutes" } }));
    await expect(run).rejects.toThrow("2 UNKNOWN: unable to parse customTimeout Value 5 minutes");
  });

  it("that are set reach the result, timeouts in seconds", async () => {
    const stack = await preview(() =>
      vpc("net", {
        ignoreChanges: ["tags"],
        replaceOnChanges: ["cidrBlock"],
        deleteBeforeReplace: false,
        additionalSecretOutputs: ["arn"],
        customTimeouts: { create: "1h30m", delete: "45s" },
        aliases: [{ name: "old" }, "urn:pulumi:test::project::aws:ec2/vpc:Vpc::older"],
        import: "vpc-0123",
      }),
    );
    expect(stack.resource("net").options).toEqual({
      ignoreChanges: ["tags"],
      replaceOnChanges: ["cidrBlock"],
      deleteBeforeReplace: false,
      additionalSecretOutputs: ["arn"],
      customTimeouts: { create: 5400, delete: 45 },
      aliases: [
        '{"name":"old","parent":"urn:pulumi:test::project::pulumi:pulumi:Stack::project-test"}',
        "urn:pulumi:test::project::aws:ec2/vpc:Vpc::older",
      ],
      import: "vpc-0123",
      version: "7.48.0",
    });
    expect(stack.resource("net").id).toBe("vpc-0123");
  });
});

describe("providers", () => {
  it("default ones are made once for a package and version, with the stack's configuration of the package", async () => {
    const stack = await preview(
      () => {
        vpc("a");
        vpc("b");
      },
      { config: { "aws:region": "eu-west-1" }, secretConfig: { "aws:secretKey": "hush-hush" } },
    );
    const [provider, ...others] = stack.resources("pulumi:providers:aws");
    expect(others).toEqual([]);
    expect(provider).toMatchObject({ name: "default_7_48_0", kind: "default-provider", parent: "" });
    expect(provider?.inputs).toEqual({ region: "eu-west-1", secretKey: secret("hush-hush"), version: "7.48.0", __internal: {} });
    expect(stack.resource("a").provider).toBe(provider?.urn);
  });

  it("the default one of dynamic resources gets all of the configuration, under its full keys", async () => {
    class Page extends pulumi.dynamic.Resource {}
    const provider = { create: () => Promise.resolve({ id: "page" }) };
    const stack = await preview(() => void new Page(provider, "page", {}), {
      config: { "aws:region": "eu-west-1" },
      secretConfig: { token: "hush-hush" },
    });
    const [made] = stack.resources("pulumi:providers:pulumi-nodejs");
    expect(made?.inputs).toEqual({ "aws:region": "eu-west-1", "project:token": secret("hush-hush") });
  });

  it("a component hands its providers to its children by package, through components between", async () => {
    const stack = await preview(() => {
      const provider = new AwsProvider("west", { region: "us-west-2" });
      new Group(
        "outer",
        {},
        { providers: [provider] },
        (outer) => new Group("inner", {}, { parent: outer }, (parent) => void vpc("net", { parent })),
      );
      vpc("outside");
    });
    expect(stack.resource("net").provider).toBe(stack.resource("west").urn);
    expect(stack.resource("outside").provider).toBe(stack.resource("default_7_48_0").urn);
  });

  it("a component has none, also when what makes it has", async () => {
    const stack = await preview(() => {
      const west = new AwsProvider("west", { region: "us-west-2" });
      new Group("local", {}, { parent: vpc("net", { provider: west }), provider: west }, () => undefined);
      new pulumi.ComponentResource(
        "eks:index:Cluster",
        "remote",
        {},
        { version: "4.2.0", pluginDownloadURL: "https://plugins.example.com/eks-4" } as never,
        true,
      );
    });
    expect([stack.resource("local").provider, stack.resource("remote").provider]).toEqual([undefined, undefined]);
    const name = "default_4_2_0_https_/plugins.example.com/eks-4";
    expect(stack.resources("pulumi:providers:eks").map((provider) => provider.name)).toEqual([name]);
  });

  it("the engine's own package has a default one as soon as one of its functions is called", async () => {
    const stack = await preview(() => {
      void pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn: vpc("net").urn });
    });
    expect(stack.resources("pulumi:providers:pulumi").map(({ name, inputs }) => ({ name, inputs }))).toEqual([{ name: "default", inputs: {} }]);
  });

  it("a child of a resource uses its parent's provider only for the same package", async () => {
    const stack = await preview(() => {
      const parent = vpc("net", { provider: new AwsProvider("west", { region: "us-west-2" }) });
      new Subnet("subnet", { vpcId: parent.id }, { parent });
      new ConfigMap("settings", {}, { parent });
    });
    expect(stack.resource("subnet").provider).toBe(stack.resource("west").urn);
    expect(stack.resource("settings").provider).toContain("pulumi:providers:kubernetes");
  });

  it("one whose configuration is unknown plans nothing and answers nothing", async () => {
    let account: pulumi.Output<string> | undefined;
    const stack = await preview(
      () => {
        const cluster = vpc("cluster");
        new ConfigMap("settings", { data: { a: "b" } }, { provider: new KubernetesProvider("k8s", { kubeconfig: cluster.arn }) });
        account = getCallerIdentityOutput({}, { provider: new AwsProvider("late", { region: cluster.arn as pulumi.Output<never> }) }).accountId;
      },
      { outputs: "unknown" },
    );
    expect(stack.resource("settings").outputs).toEqual({});
    expect(stack.resource("settings").inputs).not.toHaveProperty("metadata.name");
    expect(stack.calls).toEqual([{ token: "aws:index/getCallerIdentity:getCallerIdentity", count: 1, answeredBy: "not-called" }]);
    await expect(value(account as pulumi.Output<string>)).resolves.toBeUndefined();
  });
});

describe("values", () => {
  it("stay secret at their exact place, and make the output of the same name secret", async () => {
    const stack = await preview(() => new ConfigMap("settings", { data: { open: "a", hidden: pulumi.secret("b") } }));
    expect(stack.resource("settings").inputs.data).toEqual({ open: "a", hidden: secret("b") });
    expect(stack.resource("settings").outputs.data).toEqual({ open: "a", hidden: secret("b") });
  });

  it("of outputs named as secret are secret", async () => {
    const stack = await preview(() => vpc("net", { additionalSecretOutputs: ["arn"] }));
    expect(secretValue(stack.resource("net").outputs.arn as string)).toMatch(/^arn:aws:ec2:/);
    expect(stack.resource("net").outputs.arn).not.toEqual(secretValue(stack.resource("net").outputs.arn as string));
  });

  it("are unknown or simulated, as asked", async () => {
    const program = (): { id: pulumi.Output<string> } => ({ id: vpc("net").id });
    const unknown = await preview(program, { outputs: "unknown" });
    const simulated = await preview(program);
    expect(unknown.outputs.id).toBe(UNKNOWN);
    expect(unknown.resource("net").outputs.arn).toBe(UNKNOWN);
    expect(unknown.resource("net")).not.toHaveProperty("id");
    expect(simulated.outputs.id).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(simulated.outputs.id).toBe(simulated.resource("net").id);
  });

  it("carry their dependencies, property by property", async () => {
    const stack = await preview(() => {
      const net = vpc("net");
      const other = vpc("other");
      new Subnet("subnet", { vpcId: net.id, cidrBlock: "10.0.0.0/24" }, { dependsOn: other });
    });
    const [net, other] = [stack.resource("net").urn, stack.resource("other").urn];
    expect(stack.resource("subnet").dependencies).toEqual([net, other].sort());
    expect(stack.resource("subnet").propertyDependencies).toEqual({ vpcId: [net] });
  });

  it("of assets in outputs carry the hash of their content, and none of the SDK's own marks", async () => {
    const stack = await preview(() => {
      new (class extends pulumi.ComponentResource {
        constructor() {
          super("test:index:Site", "site");
          this.registerOutputs({ page: new pulumi.asset.StringAsset("a") });
        }
      })();
    });
    expect(stack.resource("site").outputs.page).toEqual({
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      text: "a",
      hash: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    });
  });

  it("of a component's arguments are its inputs, and what it registers are its outputs", async () => {
    const stack = await preview(() => new Group("group", { size: 3 }, {}, () => undefined));
    expect(stack.resource("group")).toMatchObject({ kind: "component", inputs: { size: 3 }, outputs: { made: true } });
  });
});

describe("transforms", () => {
  it("run from the resource outwards, each seeing what the one before made", async () => {
    const append =
      (suffix: string): pulumi.ResourceTransform =>
      ({ props, opts, type }) =>
        type === "aws:ec2/vpc:Vpc"
          ? { props: { ...props, tags: { trail: pulumi.interpolate`${props.tags?.trail ?? ""}${suffix}` } }, opts }
          : undefined;
    const stack = await preview(() => {
      pulumi.runtime.registerResourceTransform(append("-stack"));
      new Group(
        "outer",
        {},
        { transforms: [append("-outer")] },
        (outer) =>
          new Group(
            "inner",
            {},
            { parent: outer, transforms: [append("-inner")] },
            (parent) => void vpc("net", { parent, transforms: [append("own")] }),
          ),
      );
    });
    expect(stack.resource("net").inputs.tags).toEqual({ trail: "own-inner-outer-stack" });
  });

  it("of a resource may add a dependency; the Node SDK then no longer says which property depends on what", async () => {
    const stack = await preview(() => {
      const [net, other] = [vpc("net"), vpc("other")];
      new Subnet("subnet", { vpcId: net.id }, { transforms: [({ props, opts }) => ({ props, opts: { ...opts, dependsOn: [net, other] } })] });
    });
    expect(stack.resource("subnet").dependencies).toEqual([stack.resource("net").urn, stack.resource("other").urn]);
    expect(stack.resource("subnet").propertyDependencies).toEqual({});
  });

  it("leave alone what is beside an unknown", async () => {
    const tag: pulumi.ResourceTransform = ({ props, opts, type }) =>
      type === "aws:ec2/vpc:Vpc" ? { props: { ...props, tags: { ...props.tags, By: "transform" } }, opts } : undefined;
    const stack = await preview(
      () => {
        pulumi.runtime.registerResourceTransform(tag);
        new Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { Name: "net", Later: vpc("base").arn } });
      },
      { outputs: "unknown" },
    );
    expect(stack.resource("net").inputs.tags).toEqual({ Name: "net", Later: UNKNOWN, By: "transform" });
  });

  it("that throw fail the resource in the stock engine's words", async () => {
    const run = preview(() => {
      pulumi.runtime.registerResourceTransform(({ type }) => {
        if (type === "aws:ec2/vpc:Vpc") {
          throw new Error("not transformed");
        }
        return undefined;
      });
      vpc("net");
    });
    await expect(run).rejects.toThrow("2 UNKNOWN: invoke transform: rpc error: code = Unknown desc = transform failed: Error: not transformed");
  });

  it("of invokes change the arguments", async () => {
    const seen: unknown[] = [];
    await preview(async () => {
      pulumi.runtime.registerInvokeTransform(({ args, opts, token }) => {
        seen.push(token);
        return { args, opts };
      });
      await pulumi.runtime.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
    });
    expect(seen).toEqual(["aws:index/getCallerIdentity:getCallerIdentity"]);
  });
});

describe("hooks", () => {
  it("run in a preview only when they ask for it, before with the inputs and after with the outputs", async () => {
    const ran: string[] = [];
    const note = (name: string, onDryRun: boolean): pulumi.ResourceHook =>
      new pulumi.ResourceHook(
        name,
        (args) => void ran.push(`${name} ${args.name} ${args.newInputs?.cidrBlock} ${args.newOutputs === undefined ? "" : "outputs"}`.trim()),
        { onDryRun },
      );
    const stack = await preview(() =>
      vpc("net", { hooks: { beforeCreate: [note("before", true), note("silent", false)], afterCreate: [note("after", true)] } }),
    );
    expect(ran).toEqual(["before net 10.0.0.0/16", "after net 10.0.0.0/16 outputs"]);
    expect(stack.resource("net").options.hooks).toEqual({ beforeCreate: ["before", "silent"], afterCreate: ["after"] });
  });

  it("that fail before the step end the program, and are the error", async () => {
    const hook = (): pulumi.ResourceHook => new pulumi.ResourceHook("guard", () => Promise.reject(new Error("not today")), { onDryRun: true });
    await expect(preview(() => vpc("net", { hooks: { beforeCreate: [hook()] } }))).rejects.toThrow(/^before hook "guard" failed: .*not today/s);
  });

  it("whose errors are to be ignored warn", async () => {
    const fails = (name: string): pulumi.ResourceHook =>
      new pulumi.ResourceHook(name, () => Promise.reject(new Error("not today")), { onDryRun: true, ignoreErrors: true });
    const stack = await preview(() => vpc("net", { hooks: { beforeCreate: [fails("first")], afterCreate: [fails("last")] } }));
    const { urn } = stack.resource("net");
    expect(stack.diagnostics).toEqual([
      { severity: "warning", urn, message: expect.stringMatching(/^BeforeCreate hook "first" failed: .*not today/s) },
      { severity: "warning", urn, message: expect.stringMatching(/^AfterCreate hook "last" failed: .*not today/s) },
    ]);
  });

  it("that fail after the step fail the preview, and the program goes on", async () => {
    let last = "";
    const hook = (): pulumi.ResourceHook => new pulumi.ResourceHook("audit", () => Promise.reject(new Error("not today")), { onDryRun: true });
    const run = preview(() => vpc("net", { hooks: { afterCreate: [hook()] } }).urn.apply((urn) => (last = urn)));
    await expect(run).rejects.toThrow(/^after hook "audit" failed: .*not today/s);
    expect(last).toContain("::net");
  });

  it("of a component run afterwards when it has registered its outputs", async () => {
    const outputs: unknown[] = [];
    await preview(() => {
      const hook = new pulumi.ResourceHook("done", ({ newOutputs }) => void outputs.push(newOutputs), { onDryRun: true });
      new (class extends pulumi.ComponentResource {
        constructor() {
          super("test:index:Site", "site", {}, { hooks: { afterCreate: [hook] } });
          this.registerOutputs({ url: pulumi.output("https://example.com") });
        }
      })();
    });
    expect(outputs).toEqual([{ url: "https://example.com" }]);
  });
});

describe("reads", () => {
  it("are part of the graph, and what depends on them says so", async () => {
    const stack = await preview(() => {
      const net = Vpc.get("net", "vpc-0123");
      new Subnet("subnet", { vpcId: net.id });
    });
    expect(stack.resource("net")).toMatchObject({ kind: "read", id: "vpc-0123" });
    expect(stack.resource("subnet").dependencies).toEqual([stack.resource("net").urn]);
    expect(stack.resource("subnet").inputs.vpcId).toBe("vpc-0123");
  });

  it("of another stack give its outputs, secrets kept, from the fixtures", async () => {
    const fixtures = { stackReferences: { "acme/network/prod": { vpcId: "vpc-9", password: { secret: "hush-hush" } } } };
    const stack = await preview(
      () => {
        const network = new pulumi.StackReference("acme/network/prod");
        return { vpc: network.getOutput("vpcId"), password: network.getOutput("password") };
      },
      { fixtures },
    );
    expect(stack.outputs).toEqual({ vpc: "vpc-9", password: secret("hush-hush") });
    expect(stack.coverageGaps).toEqual([]);
  });

  it("of a stack that nothing is known of give unknowns and a coverage gap", async () => {
    const stack = await preview(() => ({ vpc: new pulumi.StackReference("acme/network/prod").getOutput("vpcId") }));
    expect(isUnknown(stack.outputs.vpc)).toBe(true);
    expect(stack.coverageGaps).toMatchObject([{ kind: "stack-reference", message: expect.stringContaining("acme/network/prod") }]);
  });
});

describe("what the engine refuses", () => {
  it("two resources with one URN, in its own words", async () => {
    await expect(
      preview(() => {
        vpc("net");
        vpc("net");
      }),
    ).rejects.toThrow("Duplicate resource URN 'urn:pulumi:test::project::aws:ec2/vpc:Vpc::net'; try giving it a unique name");
  });

  it("a read with the URN of a resource", async () => {
    await expect(
      preview(() => {
        vpc("net");
        Vpc.get("net", "vpc-0123");
      }),
    ).rejects.toThrow("Duplicate resource URN");
  });

  it("a resource that is looked up by its URN and is not there", async () => {
    const urn = "urn:pulumi:test::project::aws:ec2/vpc:Vpc::gone";
    await expect(preview(() => vpc("net", { urn }))).rejects.toThrow(
      `invocation of pulumi:pulumi:getResource returned an error: unknown resource ${urn}`,
    );
  });

  it("a type that is not a token", async () => {
    await expect(preview(() => new Anything("nonsense", "x"))).rejects.toThrow("Type 'nonsense' is not a valid type token");
  });
});

describe("the test kit", () => {
  it("rejects with the program's own error, also one inside an apply", async () => {
    await expect(preview(() => Promise.reject(new Error("at the top")))).rejects.toThrow("at the top");
    await expect(
      preview(
        () =>
          void new Subnet("s", {
            vpcId: vpc("net").id.apply((): string => {
              throw new Error("inside");
            }),
          }),
      ),
    ).rejects.toThrow("inside");
  });

  it("rejects when the program waits for something that never comes, and the next preview runs", async () => {
    const never = preview(() => new Promise(() => undefined), { idleTimeout: 200 });
    const next = preview(() => vpc("net"));
    await expect(never).rejects.toThrow("the program does not come to its end: it has called the engine no more for 200 ms");
    expect((await next).resource("net").name).toBe("net");
  });

  it("runs previews that are started together one after the other", async () => {
    const stacks = await Promise.all(["a", "b", "c"].map((name) => preview(() => vpc(name))));
    expect(stacks.map((stack) => stack.resources("aws:ec2/vpc:Vpc").map((resource) => resource.name))).toEqual([["a"], ["b"], ["c"]]);
  });

  it("finds resources by name or URN, and says what there is when it can't", async () => {
    const stack = await preview(() => {
      vpc("same");
      new ConfigMap("same", {});
    });
    const urn = "urn:pulumi:test::project::aws:ec2/vpc:Vpc::same";
    expect(stack.resource(urn).urn).toBe(urn);
    expect(stack.resource("same", "aws:ec2/vpc:Vpc").urn).toBe(urn);
    expect(() => stack.resource("same")).toThrow(/^2 resources "same"; there is one for each of:\n/);
    expect(() => stack.resource("other")).toThrow(/^no resource "other"; there are:\n[^]*Vpc::same/);
  });

  it("lists children whose parent was forgotten", async () => {
    const stack = await preview(
      () =>
        new Group("group", {}, {}, (parent) => {
          vpc("kept", { parent });
          vpc("lost");
        }),
    );
    expect(stack.unparented().map((resource) => resource.name)).toEqual(["lost"]);
  });

  it("gives the source position of each resource", async () => {
    const stack = await preview(() => vpc("net"));
    const source = stack.resource("net").source;
    expect(source?.file).toMatch(/engine\/\w+\.test\.ts$/);
    expect(source?.line).toBeGreaterThan(1);
  });

  it("gives the value of an output, and says so when it is not known", async () => {
    let net: Vpc | undefined;
    await preview(() => void (net = vpc("net")), { outputs: "unknown" });
    await expect(value((net as Vpc).cidrBlock)).resolves.toBe("10.0.0.0/16");
    await expect(value((net as Vpc).arn)).rejects.toThrow("the output is not known in this preview");
  });
});

describe("coverage gaps", () => {
  it("name the charts that are not rendered, and the components that only a plugin knows", async () => {
    const stack = await preview(() => {
      new Release("ingress", { chart: "ingress-nginx", version: "4.11.0" });
      new pulumi.ComponentResource("eks:index:Cluster", "remote", {}, {}, true);
      vpc("net");
    });
    expect(stack.coverageGaps.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      "chart: chart ingress-nginx 4.11.0 is not rendered offline: the objects in it are not in this preview",
      "remote-component: eks:index:Cluster makes its resources in a plugin, which does not run offline: they are not in this preview",
    ]);
  });
});
