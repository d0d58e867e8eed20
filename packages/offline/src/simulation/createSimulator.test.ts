import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { secret, UNKNOWN } from "../wire/values";
import type { Fixtures } from "./fixtures";
import { resource } from "../model/resource.fixtures";
import { provider, simulator } from "./simulator.fixtures";

const context = { region: "eu-west-1" };

describe("check", () => {
  it("adds all tags to what AWS can tag, from the provider and from the resource", () => {
    const aws = provider("aws", { defaultTags: '{"tags":{"Team":"shop"}}' });
    expect(simulator().check(resource("aws:s3/bucket:Bucket", "logs", { tags: { Name: "logs" } }, { provider: aws }))).toEqual({
      tags: { Name: "logs" },
      tagsAll: { Team: "shop", Name: "logs" },
    });
  });

  it("adds the stack's default tags where there is no provider yet", () => {
    const simulated = simulator({ config: { "aws:defaultTags": '{"tags":{"Team":"shop"}}' } });
    expect(simulated.check(resource("aws:s3/bucket:Bucket", "logs", {}))).toEqual({ tagsAll: { Team: "shop" } });
  });

  it.each(["aws:iam/rolePolicy:RolePolicy", "acme:index/widget:Widget"])("adds nothing to %s", (type) => {
    expect(simulator().check(resource(type, "x", { a: 1 }))).toEqual({ a: 1 });
  });

  it("names Kubernetes objects", () => {
    const checked = simulator().check(resource("kubernetes:core/v1:ConfigMap", "settings", { apiVersion: "v1", kind: "ConfigMap" }));
    expect(checked.metadata).toMatchObject({ name: expect.stringMatching(/^settings-[0-9a-f]{8}$/) as string, namespace: "default" });
  });

  it("remembers the scope of a definition for the objects of its kind", () => {
    const simulated = simulator();
    const spec = { group: "acme.io", scope: "Cluster", names: { kind: "Pool" } };
    simulated.check(
      resource("kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition", "pools", {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: "pools" },
        spec,
      }),
    );
    const pool = { apiVersion: "acme.io/v1", kind: "Pool", metadata: { name: "p" } };
    expect(simulated.check(resource("kubernetes:acme.io/v1:Pool", "p", pool)).metadata).toEqual({ name: "p" });
  });
});

describe("create", () => {
  it("gives Kubernetes objects their inputs back", () => {
    const inputs = { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: {} };
    expect(simulator().create(resource("kubernetes:core/v1:Service", "web", inputs))).toEqual({
      id: "shop/web",
      outputs: { ...inputs, status: UNKNOWN },
    });
  });

  it("puts the fixtures of a type and of a URN over what is simulated, in any mode", () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "core", {});
    const fixtures: Fixtures = {
      outputs: { "aws:ec2/vpc:Vpc": { arn: "type", mainRouteTableId: "rtb-1" }, [vpc.urn]: { arn: "urn", id: "vpc-1", extra: { secret: "x" } } },
    };
    const expected = { id: "vpc-1", outputs: { arn: "urn", mainRouteTableId: "rtb-1", extra: secret("x") } };
    expect(simulator({ fixtures }).create(vpc)).toMatchObject(expected);
    expect(simulator({ fixtures, outputMode: "unknown" }).create(vpc)).toMatchObject(expected);
  });
});

describe("read", () => {
  const read = (id: string, options: Parameters<typeof simulator>[0] = {}, type = "aws:ec2/vpc:Vpc"): Promise<unknown> =>
    simulator(options).read({ type, name: "existing", id, properties: { instanceTenancy: "default" }, region: "eu-west-1" });

  it("makes up from the id what follows from it", async () => {
    expect(await read("vpc-1")).toMatchObject({
      instanceTenancy: "default",
      arn: "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1",
      cidrBlock: UNKNOWN,
    });
    expect(await read("vpc-1")).toEqual(await read("vpc-1"));
  });

  it("finds the name in an id that is a name, and in one that is an ARN", async () => {
    expect(await read("logs", {}, "aws:s3/bucket:Bucket")).toMatchObject({ bucket: "logs", arn: "arn:aws:s3:::logs" });
    expect(await read("arn:aws:sns:eu-west-1:1:news", {}, "aws:sns/topic:Topic")).toMatchObject({ name: "news" });
  });

  it("does not make up a name that the id does not have", async () => {
    expect(await read("sg-1", {}, "aws:ec2/securityGroup:SecurityGroup")).toMatchObject({
      name: UNKNOWN,
      arn: "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1",
    });
  });

  it("knows nothing where outputs are unknown", async () => {
    expect(await read("vpc-1", { outputMode: "unknown" })).toMatchObject({ arn: UNKNOWN });
  });

  it("takes the state from the fixtures", async () => {
    expect(await read("vpc-1", { fixtures: { reads: { "aws:ec2/vpc:Vpc": { "vpc-1": { cidrBlock: "10.9.0.0/16" } } } } })).toMatchObject({
      cidrBlock: "10.9.0.0/16",
    });
  });
});

describe("invoke", () => {
  const token = "aws:ssm/getParameter:getParameter";
  const fixtures: Fixtures = {
    invokes: {
      [token]: [
        { args: { name: "/a", withDecryption: true }, result: { value: { secret: "decrypted" } } },
        { args: { name: "/a" }, result: { value: "first" } },
        { args: { name: "/a" }, result: { value: "second" } },
      ],
      "acme:index:lookup": [{ args: { tags: { a: [1, { b: 2 }] } }, result: { found: true } }],
    },
  };

  it("answers with the first fixture that fits, and with its arguments", async () => {
    expect(await simulator({ fixtures }).invoke(token, { name: "/a" }, context)).toEqual({
      answeredBy: "fixture",
      value: { name: "/a", value: "first" },
    });
    expect((await simulator({ fixtures }).invoke(token, { name: "/a", withDecryption: true }, context)).value).toMatchObject({
      value: secret("decrypted"),
    });
  });

  it("compares arguments deeply, and secret ones by their values", async () => {
    const ask = (args: Parameters<ReturnType<typeof simulator>["invoke"]>[1]): Promise<unknown> =>
      simulator({ fixtures }).invoke("acme:index:lookup", args, context);
    await expect(ask({ tags: { a: [1, { b: secret(2) }] }, more: 1 })).resolves.toMatchObject({ value: { found: true } });
    await expect(ask({ tags: { a: [1, { b: 2 }], c: 3 } })).rejects.toThrow(/is not known offline/);
    await expect(ask({ tags: { a: [1] } })).rejects.toThrow(/is not known offline/);
    await expect(ask({})).rejects.toThrow(/is not known offline/);
  });

  it("puts a fixture before its own answer", async () => {
    const own = { invokes: { "aws:index/getCallerIdentity:getCallerIdentity": [{ result: { accountId: "999999999999" } }] } };
    expect((await simulator({ fixtures: own }).invoke("aws:index/getCallerIdentity:getCallerIdentity", {}, context)).value.accountId).toBe(
      "999999999999",
    );
  });

  it("prints, of what it does not know, the lines to add with the fields of the answer", async () => {
    await expect(simulator().invoke(token, { name: "/b", withDecryption: secret(true) }, context)).rejects.toThrow(
      new Error(`the data source ${token}(name: "/b", withDecryption: "[secret]") is not known offline.
Add its answer to firmament.fixtures.yaml:

invokes:
  ${token}:
    - args:
        name: /b
      result: {} # arn, id, insecureValue, region, type, value, version`),
    );
  });

  it.each([
    [
      "kubernetes:helm:template",
      "a chart is rendered by Helm, which an offline preview does not run (kubernetes.helm.v3.Release needs no rendering)",
    ],
    ["kubernetes:kustomize:directory", "a kustomization is built by kustomize, which an offline preview does not run"],
    ["aws:secretsmanager/getSecretVersion:getSecretVersion", "the form of a secret is known only to who wrote it"],
    ["command:local:run", "commands are never run"],
    ["http:index/getHttp:getHttp", "an offline preview has no network"],
  ])("says why it has no answer to %s", async (name, reason) => {
    await expect(simulator().invoke(name, {}, context)).rejects.toThrow(`${name}() is not known offline: ${reason}.`);
  });

  it("counts the calls by token and by who answered", async () => {
    const simulated = simulator({ fixtures });
    await simulated.invoke("std:index:upper", { input: "a" }, context);
    await simulated.invoke(token, { name: "/a" }, context);
    await simulated.invoke(token, { name: "/aws/service/ami-amazon-linux-latest/x" }, context);
    await simulated.invoke(token, { name: "/a" }, context);
    await simulated.invoke("unknown:index:thing", {}, context).catch(() => undefined);
    expect(simulated.calls).toEqual([
      { token, count: 1, answeredBy: "built-in" },
      { token, count: 2, answeredBy: "fixture" },
      { token: "std:index:upper", count: 1, answeredBy: "computed" },
    ]);
  });
});

describe("call", () => {
  it("answers from the fixtures alone", async () => {
    const fixtures = { calls: { "eks:index:Cluster/getKubeconfig": [{ result: { result: "{}" } }] } };
    expect(await simulator({ fixtures }).call("eks:index:Cluster/getKubeconfig", {}, context)).toEqual({
      answeredBy: "fixture",
      value: { result: "{}" },
    });
    await expect(simulator().call("eks:index:Cluster/getKubeconfig", { profileName: "ops" }, context)).rejects.toThrow(
      'the method eks:index:Cluster/getKubeconfig(profileName: "ops") is not known offline.',
    );
  });
});

describe("stackReference", () => {
  it("has the outputs that the fixtures give, and no others", () => {
    const simulated = simulator({ fixtures: { stackReferences: { "acme/network/prod": { vpcId: "vpc-1", password: { secret: "hush" } } } } });
    expect(simulated.stackReference("acme/network/prod")).toEqual({ vpcId: "vpc-1", password: secret("hush") });
    expect(simulated.stackReference("acme/network/dev")).toBeUndefined();
  });
});

describe("the fixtures file", () => {
  it("is read, and what the caller gives goes before it", () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "simulator-"));
    try {
      const fixturesFile = path.join(directory, "firmament.fixtures.yaml");
      fs.writeFileSync(fixturesFile, "stackReferences:\n  a: { x: file }\n  b: { x: file }\noutputs:\n  acme:i:W: { p: file, q: file }\n");
      const simulated = simulator({ fixturesFile, fixtures: { stackReferences: { a: { x: "given" } }, outputs: { "acme:i:W": { p: "given" } } } });
      expect([simulated.stackReference("a"), simulated.stackReference("b")]).toEqual([{ x: "given" }, { x: "file" }]);
      expect(simulated.create(resource("acme:i:W", "w", {})).outputs).toEqual({ p: "given", q: "file" });
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
  });

  it("must be sound", () => {
    expect(() => simulator({ fixtures: { outputs: 1 } as never })).toThrow("fixtures: outputs is a number, not a mapping");
  });
});
