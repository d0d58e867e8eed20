// Programs that end with an error, or break a mandatory rule: their lines after the imports, the first of which is line 4, the line that the error names, and
// whether the judge's pack has a part in it.

const bucket = `new aws.s3.Bucket("logs")`;

export const failing = {
  "throws at once": { lines: `throw new Error("the quota is used up");`, line: "index.ts:4", judged: true },
  "throws in a function": { lines: `function check(): never {\n  throw new RangeError("too large");\n}\ncheck();`, line: "index.ts:5" },
  "throws in another file": {
    lines: `import { check } from "./check";\n\ncheck(${bucket});`,
    files: {
      "check.ts": `import type { Resource } from "@pulumi/pulumi";\n\nexport function check(of: Resource): void {\n  throw new Error("of no use");\n}\n`,
    },
    line: "check.ts:4",
  },
  "throws in a component": {
    lines: `class Site extends pulumi.ComponentResource {\n  constructor(name: string) {\n    super("acme:index:Site", name);\n    throw new TypeError("no site today");\n  }\n}\nnew Site("home");`,
    line: "index.ts:7",
  },
  "throws in apply": { lines: `${bucket}.urn.apply(() => {\n  throw new Error("no such thing");\n});`, line: "index.ts:5" },
  "throws later": {
    lines: `${bucket}.urn.apply(() => {\n  setTimeout(() => {\n    throw new Error("too late");\n  }, 200);\n});`,
    line: "index.ts:6",
  },
  "throws a text": { lines: `throw "just text";` },
  "throws with a cause": { lines: `throw new Error("outside", { cause: new Error("inside") });`, line: "index.ts:4" },
  rejects: { lines: `Promise.reject(new Error("nobody listens"));`, line: "index.ts:4" },
  "a transform throws": { lines: `pulumi.runtime.registerResourceTransform(() => {\n  throw new Error("not transformed");\n});\n${bucket};` },
  "a hook throws": {
    lines: `const hook = new pulumi.ResourceHook("checks", () => {\n  throw new Error("not created");\n}, { onDryRun: true });\nnew aws.s3.Bucket("logs", {}, { hooks: { beforeCreate: [hook] } });`,
  },
  "a module that is not there": { lines: `import { nothing } from "./nowhere";\nconsole.log(nothing);` },
  "duplicate URN": { lines: `${bucket};\n${bucket};` },
  "duplicate URN of a component": {
    lines: `new pulumi.ComponentResource("acme:index:Site", "home");\nnew pulumi.ComponentResource("acme:index:Site", "home");`,
  },
  "missing config": { lines: `new aws.s3.Bucket(new pulumi.Config().require("bucket"));` },
  "missing input": { lines: `new aws.ec2.Subnet("a", {} as aws.ec2.SubnetArgs);`, line: "index.ts:4" },
  "a bad timeout": { lines: `new aws.s3.Bucket("logs", {}, { customTimeouts: { create: "5 minutes" } });` },
  "run error": { lines: `throw new pulumi.RunError("say it plainly");` },
  "resource error": { lines: `throw new pulumi.ResourceError("this bucket is wrong", ${bucket});`, line: "index.ts:4" },
  exits: { lines: `process.exit(7);` },
  "unknown URN": { lines: `new aws.s3.Bucket("logs", {}, { urn: "urn:pulumi:dev::none::a:b:C::d" });` },
  "breaks a rule": { lines: `new aws.s3.Bucket("logs", { bucketPrefix: "forbidden-" });`, judged: true },
  unremedied: { lines: `new aws.s3.Bucket("logs", { bucketPrefix: "unowned-" });`, judged: true },
  "a rule throws": { lines: `new aws.s3.Bucket("logs", { bucketPrefix: "throws-" });`, judged: true },
  "a rule of the stack throws": { lines: `new aws.s3.Bucket("logs", { bucketPrefix: "throws-at-the-end-" });`, judged: true },
  "a remediation throws": { lines: `new aws.s3.Bucket("logs", { bucketPrefix: "throws-early-" });`, judged: true },
};
