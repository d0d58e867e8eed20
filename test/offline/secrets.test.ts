import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { exportState, preview } from "../../packages/offline";
import { firmament } from "../support/cli";
import { project } from "../support/programs";

// Secrets with names that nothing else has, in every place that a program can put one. None may be in anything that is printed or written.

jest.setTimeout(120_000);

const pack = path.resolve(__dirname, "..", "packs", "nosy");

/** Of characters that JSON, URLs and shells write in other ways, and in one case of several lines. */
const canary = (place: string): string => `canary "${place}" & 100%/7`;
const configured = canary("setting");
const structured = canary("structured setting");
const fromOtherStack = canary("other stack");
const fromFixture = canary("fixture");
const fromState = canary("state");
const key = "-----BEGIN KEY-----\ncanary-line-one\ncanary-line-two\n-----END KEY-----";

const fixtures = `stackReferences:
  acme/shared/dev: { password: { secret: ${JSON.stringify(fromOtherStack)} } }
reads:
  aws:ssm/parameter:Parameter: { /shared: { value: { secret: ${JSON.stringify(fromState)} } } }
outputs:
  aws:ssm/parameter:Parameter: { insecureValue: { secret: ${JSON.stringify(fromFixture)} } }
`;

const program = `import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const canary = (place: string) => \`canary "\${place}" & 100%/7\`;
const config = new pulumi.Config();
const setting = config.requireSecret("setting");
const { password } = config.requireObject<{ password: string }>("structured");
console.log("plain setting", config.require("setting"), "and", password);

const shared = new pulumi.StackReference("acme/shared/dev");
const existing = aws.ssm.Parameter.get("existing", "/shared");
const generated = new random.RandomPassword("generated", { length: 24, special: false });
const provider = new aws.Provider("account", { region: "eu-west-1", accessKey: canary("access key"), secretKey: pulumi.secret(canary("secret key")), defaultTags: { tags: { Hint: pulumi.secret(canary("default tag")) } } });
const parameter = new aws.ssm.Parameter("parameter", { type: "SecureString", value: canary("plain value of a secret property") }, { provider });
new aws.s3.BucketObject("asset", {
  bucket: "files",
  source: pulumi.secret(new pulumi.asset.StringAsset(canary("secret asset"))),
  metadata: { setting, pair: pulumi.interpolate\`\${setting}:\${generated.result}\` },
});
new aws.s3.BucketObject("text", { bucket: "files", source: setting.apply((text) => new pulumi.asset.StringAsset(\`the setting is \${text}\`)), key: pulumi.secret(canary("key of an object")) });
const nested = new k8s.core.v1.ConfigMap("nested", {
  data: {
    json: pulumi.jsonStringify({ deep: [pulumi.secret(canary("in JSON"))] }),
    base64: pulumi.secret(canary("in base64")).apply((text) => Buffer.from(\`user:\${text}\`).toString("base64")),
    url: pulumi.secret(canary("in a URL")).apply((text) => encodeURIComponent(text)),
    key: pulumi.secret(${JSON.stringify(key)}),
  },
});
const opaque = new k8s.core.v1.Secret("opaque", { stringData: { token: canary("plain value of a Secret") } });
const component = new (class extends pulumi.ComponentResource {
  constructor() {
    super("acme:index:Vault", "component", { token: pulumi.secret(canary("input of a component")) });
    this.registerOutputs({ token: pulumi.secret(canary("output of a component")) });
  }
})();
const remote = new pulumi.ComponentResource("acme:index:Remote", "remote", { token: pulumi.secret(canary("input of a remote component")), list: [pulumi.secret({ inside: canary("inside a remote component") })] }, {}, true);
class Dynamic extends pulumi.dynamic.Resource {}
new Dynamic({ create: async () => ({ id: "1" }) }, "dynamic", { token: pulumi.secret(canary("input of a dynamic resource")) });
const answered = aws.ec2.getVpcOutput({ tags: { Hint: pulumi.secret(canary("argument of a data source")) } });
const hook = new pulumi.ResourceHook("hook", ({ newInputs }) => console.log("hook saw", JSON.stringify(newInputs)), { onDryRun: true });
new k8s.core.v1.ConfigMap("hooked", { data: { token: pulumi.secret(canary("input of a hook")) } }, { hooks: { afterCreate: [hook] } });

// Once a resource is registered, what it holds is known to be secret, wherever it turns up.
pulumi.all([nested.data, opaque.stringData, parameter.value, generated.result, existing.value, shared.getOutput("password"), parameter.insecureValue, component.urn, remote.urn]).apply((values) => {
  const text = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" ");
  console.log(text);
  console.error(JSON.stringify(text));
  process.stdout.write(Buffer.from("x" + text).toString("base64") + "\\n");
  void pulumi.log.info(text);
  void pulumi.log.warn(encodeURIComponent(text), nested);
});

export const outputs = { setting, generated: generated.result, list: [pulumi.secret(canary("output of the stack"))], answered: answered.tags, existing: existing.value };
export const unmarked = pulumi.unsecret(setting);
export const shares = shared.getOutput("password");
`;

/** What a program's last words might be. */
const failing = `${program}
nested.data.apply((data) => {
  throw new Error(\`can't use \${JSON.stringify(data)} with \${config.require("setting")}\`);
});
`;

const settings = { setting: configured, structured: JSON.stringify({ password: structured }) };

/** Finds canaries as they are, in JSON, in a URL and in base64 at any alignment; and the simulated password, by what it begins with. */
function leaks(text: string): string[] {
  const unescaped = text
    .replace(/\\+"/g, '"')
    .replace(/\\+n/g, "\n")
    .replace(/%[0-9A-F]{2}/g, (code) => decodeURIComponent(code));
  const encoded = [...text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)].flatMap(([word]) =>
    [0, 1, 2, 3].map((from) => Buffer.from(word.slice(from), "base64").toString("latin1")),
  );
  return [text, unescaped, ...encoded].flatMap((form) =>
    [...form.matchAll(/.{0,40}(?:canary[ -]|SimulatedPassword).{0,40}/gs)].map(([found]) => found),
  );
}

const files = (code: string): Record<string, string> => ({
  "index.ts": code,
  "firmament.fixtures.yaml": fixtures,
  "Pulumi.dev.yaml": "config: { aws:region: eu-west-1 }\n",
});

/** What the program itself is made of is no output of ours: an error may quote its line, so tests look at errors of made-up values only. */
async function everything(code: string, outputs: "simulated" | "unknown"): Promise<string> {
  const events: unknown[] = [];
  const result = await preview({
    directory: project(files(code)),
    outputs,
    secretConfig: settings,
    policyPacks: [{ path: pack }],
    onProgress: (event) => void events.push(event),
  });
  return [result, exportState(result), ...events].map((part) => JSON.stringify(part)).join("\n");
}

test("finds what is in clear, escaped or encoded", () => {
  const text = `a ${configured}`;
  for (const form of [
    text,
    JSON.stringify(text),
    JSON.stringify(JSON.stringify(text)),
    encodeURIComponent(text),
    Buffer.from(text).toString("base64"),
    Buffer.from(`.${text}`).toString("base64url"),
  ]) {
    expect(leaks(`something ${form} else`).length).toBeGreaterThan(0);
  }
});

describe.each([
  ["a program that succeeds", program, "succeeded"],
  ["a program that fails", failing, "failed"],
])("%s", (_, code, status) => {
  test.each(["simulated", "unknown"] as const)("has no secret in its result, its state and its progress, with %s outputs", async (outputs) => {
    const text = await everything(code, outputs);
    expect(text).toContain(`"status":"${status}"`);
    expect(text).toContain("[secret]");
    expect(leaks(text)).toEqual([]);
  });

  test.each(["pretty", "json"])("has none in what the command prints and writes, as %s", async (format) => {
    const directory = project(files(code));
    const state = path.join(directory, "state.json");
    const {
      code: exit,
      stdout,
      stderr,
    } = await firmament(
      "preview",
      directory,
      "--format",
      format,
      "--expand",
      "--policy-pack",
      pack,
      "--export-state",
      state,
      ...Object.entries(settings).flatMap(([name, value]) => ["--secret", `${name}=${value}`]),
    );
    expect(exit).toBe(status === "failed" ? 1 : 2);
    expect(leaks(stdout)).toEqual([]);
    expect(leaks(stderr)).toEqual([]);
    expect(leaks(readFileSync(state, "utf8"))).toEqual([]);
  });
});

test("an answer that is missing is asked for without the secret argument", async () => {
  const code = `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
export const arn = aws.kinesis.getStreamOutput({ name: pulumi.secret("canary-stream"), tags: { Team: "web" } }).arn;
`;
  const { code: exit, stdout, stderr } = await firmament("preview", project({ "index.ts": code }));
  expect([exit, leaks(stdout + stderr)]).toEqual([1, []]);
  expect(stderr).toContain('aws:kinesis/getStream:getStream(name: "[secret]", tags: {"Team":"web"})');
});

test("a configuration value that is refused is not shown when it is secret", async () => {
  const directory = project({ "Pulumi.yaml": "name: program\nruntime: nodejs\nconfig: { port: { type: integer, secret: true } }\n", "index.ts": "" });
  writeFileSync(path.join(directory, "Pulumi.dev.yaml"), "config: { program:port: canary-port }\n");
  for (const args of [[], ["--secret", "port=canary-port"], ["--config", "port=canary-port"]]) {
    const { code: exit, stdout, stderr } = await firmament("preview", directory, ...args);
    expect([exit, leaks(stdout + stderr)]).toEqual([1, []]);
    expect(stderr).toContain("program:port");
  }
});
