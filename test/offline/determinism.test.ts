import * as path from "node:path";
import { exportState, preview, type PreviewOptions } from "../../packages/offline";
import { copyOfProgram, project } from "../support/programs";

// The same program gives the same bytes: again, under load, from another directory, and in whatever order its parts finish.

jest.setTimeout(120_000);

const pack = path.resolve(__dirname, "..", "packs", "dawdling");

/** All that a result says but how long it took. */
async function bytes(options: PreviewOptions): Promise<string> {
  const result = await preview(options);
  expect(result.resources.length).toBeGreaterThan(1);
  return JSON.stringify({ ...result, timings: undefined, state: exportState(result) }, undefined, 1);
}

async function runs(count: number, run: () => Promise<string>): Promise<void> {
  const [first, ...others] = await Promise.all(Array.from({ length: count }, run));
  others.forEach((other) => expect(other).toBe(first));
}

test.each(["assets", "components", "kubernetes-yaml", "regions", "secrets", "utilities", "workspace"])(
  "%s gives the same result several times at once, each from a directory of its own",
  async (program) => {
    await runs(3, () => bytes({ directory: copyOfProgram(program) }));
  },
);

test("the order in which a program's parts finish plays no part", async () => {
  const directory = project({
    "index.js": `const pulumi = require("@pulumi/pulumi");
const k8s = require("@pulumi/kubernetes");
const aws = require("@pulumi/aws");
const soon = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 60));

pulumi.runtime.registerResourceTransform(async ({ props, opts }) => {
  await soon();
  return { props, opts };
});
class Tenant extends pulumi.ComponentResource {
  constructor(name) {
    super("acme:index:Tenant", name, {});
    const of = { parent: this };
    const namespace = new k8s.core.v1.Namespace(name, {}, of);
    for (const kind of ["ConfigMap", "Secret", "ServiceAccount"]) {
      new k8s.core.v1[kind](name + "-" + kind.toLowerCase(), { metadata: { namespace: namespace.metadata.name } }, of);
    }
    this.registerOutputs({ namespace: namespace.metadata.name });
  }
}
exports = module.exports = async () => {
  const names = ["red", "green", "blue", "amber"].sort(() => Math.random() - 0.5);
  await Promise.all(
    names.map(async (name) => {
      await soon();
      new Tenant(name);
      await aws.getCallerIdentity();
      await aws.ec2.getVpc({ id: "vpc-" + name });
    }),
  );
  return { done: true };
};
`,
  });
  await runs(4, () => bytes({ directory, policyPacks: [{ path: pack }] }));
});

test("the same resources fail in the same words whichever is the first", async () => {
  const directory = project({
    "index.js": `const k8s = require("@pulumi/kubernetes");
for (const name of ["a", "b", "c", "d"].sort(() => Math.random() - 0.5)) {
  new k8s.core.v1.ConfigMap(name, { metadata: { labels: { "acme.com/fails": "true" } } });
}
`,
  });
  await runs(4, () => bytes({ directory, policyPacks: [{ path: pack }] }));
});
