import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SchemaIndex } from "./schemaIndex";

const installed = path.resolve(__dirname, "../..");

let root: string;

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "schemas-")));
});

afterEach(() => fs.rmSync(root, { recursive: true }));

function write(file: string, content: string | object): void {
  const whole = path.join(root, file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content));
}

/** A provider SDK with one resource, as a code generator would write it. */
function writeSdk(directory: string, manifest: object, type: string, module: string): void {
  write(`${directory}/package.json`, { version: "1.2.3", ...manifest });
  write(`${directory}/${module}.js`, `static __pulumiType = '${type}';\nresourceInputs["arn"] = undefined /*out*/;`);
  write(`${directory}/${module}.d.ts`, "    readonly arn: pulumi.Output<string>;\n");
}

const widget = { computed: { arn: "string" }, outputOnly: ["arn"] };

describe("SchemaIndex, with the installed SDKs", () => {
  const schemas = new SchemaIndex(installed);

  it("reads what AWS computes for a VPC", () => {
    const vpc = schemas.resource("aws:ec2/vpc:Vpc");
    expect(vpc?.outputOnly).toEqual([
      "arn",
      "defaultNetworkAclId",
      "defaultRouteTableId",
      "defaultSecurityGroupId",
      "dhcpOptionsId",
      "ipv6AssociationId",
      "mainRouteTableId",
      "ownerId",
      "tagsAll",
    ]);
    expect(vpc?.computed).toMatchObject({ cidrBlock: "string", enableDnsHostnames: "boolean", tagsAll: "{ [key: string]: string; }" });
    expect(vpc?.computed).not.toHaveProperty("tags");
    expect(vpc?.computed).not.toHaveProperty("instanceTenancy");
  });

  it.each(["kubernetes:apps/v1:Deployment", "kubernetes:apiregistration.k8s.io/v1:APIService", "kubernetes:policy/v1:PodDisruptionBudget"])(
    "knows that only the cluster knows the status of %s",
    (type) => expect(schemas.resource(type)?.outputOnly).toEqual(["status"]),
  );

  it.each(["kubernetes:rbac.authorization.k8s.io/v1:Role", "kubernetes:core/v1:ConfigMap"])(
    "knows that nothing of %s is the cluster's alone",
    (type) => {
      expect(schemas.resource(type)?.outputOnly).toEqual([]);
    },
  );

  it("knows nothing of types that no SDK declares", () => {
    expect(schemas.resource("aws:ec2/vpc:Nothing")).toBeUndefined();
    expect(schemas.resource("kubernetes:monitoring.coreos.com/v1:PrometheusRule")).toBeUndefined();
    expect(schemas.resource("unheard:of/thing:Thing")).toBeUndefined();
    expect(schemas.package("unheard")).toBeUndefined();
  });

  it("reads what a data source answers", () => {
    expect(schemas.function("aws:index/getRegion:getRegion")?.results).toMatchObject({ region: { required: true }, endpoint: { required: true } });
    expect(schemas.function("kubernetes:yaml:decode")).toBeUndefined();
  });
});

describe("SchemaIndex, finding SDKs", () => {
  it("finds one in a folder above the program, as npm hoists it, declared or not", () => {
    write("package.json", { name: "workspace" });
    write("apps/shop/package.json", { dependencies: {} });
    writeSdk("node_modules/@pulumi/acme", { name: "@pulumi/acme", pulumi: { resource: true, name: "acme" } }, "acme:index/widget:Widget", "widget");
    expect(new SchemaIndex(path.join(root, "apps/shop")).resource("acme:index/widget:Widget")).toEqual(widget);
  });

  it("finds one of a third party by the Pulumi package that it provides", () => {
    write("package.json", { dependencies: { "@widgets/pulumi-sdk": "1" } });
    writeSdk(
      "node_modules/@widgets/pulumi-sdk",
      { name: "@widgets/pulumi-sdk", pulumi: { resource: true, name: "acme" } },
      "acme:index/widget:Widget",
      "widget",
    );
    expect(new SchemaIndex(root).resource("acme:index/widget:Widget")).toEqual(widget);
  });

  it("takes the package's own name where its manifest does not say which it provides", () => {
    write("package.json", { dependencies: { "@widgets/pulumi-acme": "1" } });
    writeSdk("node_modules/@widgets/pulumi-acme", { name: "@widgets/pulumi-acme", pulumi: { resource: true } }, "acme:index/widget:Widget", "widget");
    expect(new SchemaIndex(root).package("acme")).toMatchObject({ name: "acme", version: "1.2.3" });
  });

  it("finds one that only a component library depends on, as pnpm lays it out", () => {
    write("program/package.json", { dependencies: { components: "1" } });
    write("store/components/node_modules/components/package.json", { name: "components", peerDependencies: { "@pulumi/acme": "1" } });
    writeSdk("store/acme/node_modules/@pulumi/acme", { name: "@pulumi/acme", pulumi: { resource: true } }, "acme:index/widget:Widget", "widget");
    fs.mkdirSync(path.join(root, "program/node_modules"));
    fs.symlinkSync(path.join(root, "store/components/node_modules/components"), path.join(root, "program/node_modules/components"));
    fs.mkdirSync(path.join(root, "store/components/node_modules/@pulumi"));
    fs.symlinkSync(path.join(root, "store/acme/node_modules/@pulumi/acme"), path.join(root, "store/components/node_modules/@pulumi/acme"));
    expect(new SchemaIndex(path.join(root, "program")).resource("acme:index/widget:Widget")).toEqual(widget);
  });

  it("prefers the program's own version to a library's", () => {
    write("package.json", { dependencies: { components: "1", "@pulumi/acme": "2" } });
    write("node_modules/components/package.json", { name: "components", dependencies: { "@pulumi/acme": "1" } });
    writeSdk(
      "node_modules/components/node_modules/@pulumi/acme",
      { name: "@pulumi/acme", pulumi: { resource: true }, version: "1.0.0" },
      "acme:index/widget:Widget",
      "widget",
    );
    writeSdk(
      "node_modules/@pulumi/acme",
      { name: "@pulumi/acme", pulumi: { resource: true }, version: "2.0.0" },
      "acme:index/widget:Widget",
      "widget",
    );
    expect(new SchemaIndex(root).package("acme")?.version).toBe("2.0.0");
  });

  it("takes no package for an SDK that is none", () => {
    write("package.json", { dependencies: { "@pulumi/policy": "1" } });
    write("node_modules/@pulumi/policy/package.json", { name: "@pulumi/policy", version: "1.0.0" });
    expect(new SchemaIndex(root).package("policy")).toBeUndefined();
  });
});

describe("SchemaIndex, of a type that is not where its name says", () => {
  const cacheFile = (): string => path.join(root, "cache/acme@1.2.3.types-v1.json");

  beforeEach(() => {
    write("package.json", { dependencies: { "@pulumi/acme": "1" } });
    writeSdk("node_modules/@pulumi/acme", { name: "@pulumi/acme", pulumi: { resource: true } }, "acme:tools/widget:Widget", "elsewhere/gadget");
  });

  const find = (): unknown => new SchemaIndex(root, path.join(root, "cache")).resource("acme:tools/widget:Widget");

  it("looks through the package, and keeps what it finds", () => {
    expect(find()).toEqual(widget);
    expect(JSON.parse(fs.readFileSync(cacheFile(), "utf8"))).toEqual({ "acme:tools/widget:Widget": "elsewhere/gadget" });
    expect(fs.readdirSync(path.join(root, "cache"))).toEqual([path.basename(cacheFile())]);
  });

  it("takes the kept listing", () => {
    writeSdk("node_modules/@pulumi/acme", {}, "acme:tools/widget:Widget", "elsewhere/other");
    write("node_modules/@pulumi/acme/package.json", { name: "@pulumi/acme", version: "1.2.3", pulumi: { resource: true } });
    write("cache/acme@1.2.3.types-v1.json", { "acme:tools/widget:Widget": "elsewhere/other" });
    fs.rmSync(path.join(root, "node_modules/@pulumi/acme/elsewhere/gadget.js"));
    expect(find()).toEqual(widget);
  });

  it.each(["not JSON", "null", "[1]", '{"acme:tools/widget:Widget": 3}'])("makes a listing anew that holds %s", (content) => {
    write("cache/acme@1.2.3.types-v1.json", content);
    expect(find()).toEqual(widget);
    expect(JSON.parse(fs.readFileSync(cacheFile(), "utf8"))).toEqual({ "acme:tools/widget:Widget": "elsewhere/gadget" });
  });

  it("works without a place to keep listings, and with one that can't be written", () => {
    expect(new SchemaIndex(root).resource("acme:tools/widget:Widget")).toEqual(widget);
    write("file", "");
    expect(new SchemaIndex(root, path.join(root, "file/cache")).resource("acme:tools/widget:Widget")).toEqual(widget);
  });
});
