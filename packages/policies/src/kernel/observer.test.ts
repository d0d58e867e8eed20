import { join } from "node:path";
import { PackProcess, STACK } from "../../test-support/drive";
import { type Given, STACK_URN, UNKNOWN, secret, urn } from "../../test-support/judge";
import { fingerprintOf } from "../secrets/fingerprint";
import { SIGNATURE } from "./wire";

/** Packs as users get them, served by the real SDK in processes of their own, and spoken to over gRPC. */
const directoryOf = (pack: string) => join(__dirname, "../../packs", pack);

// Each test starts a process, which takes long on a busy machine.
jest.setTimeout(60_000);

describe("a pack that an engine has started", () => {
  let pack: PackProcess;
  const start = async (directory: string) => {
    pack = await PackProcess.start(directory);
  };
  afterEach(() => pack.stop());

  it("says all that is known of its rules", async () => {
    await start(directoryOf("cost"));
    process.stdout.write(`the cost pack serves after ${Math.round(pack.bootMilliseconds)} ms\n`);
    const info = await pack.info();
    expect([info.getName(), info.getVersion(), info.getDisplayname(), info.getDescription()]).toEqual([
      "firmament-cost",
      "0.1.0",
      "Cost",
      "Every resource says who pays for it.",
    ]);
    const [policy, ...others] = info.getPoliciesList();
    const last = others.at(-1);
    expect([last?.getName(), last?.getEnforcementlevel(), last?.getPolicyType()]).toEqual(["exemptions", 0, 2]);
    expect([policy?.getName(), policy?.getDisplayname(), policy?.getEnforcementlevel(), policy?.getSeverity(), policy?.getPolicyType()]).toEqual([
      "cost-required-tags",
      "Required cost tags",
      1,
      3,
      1,
    ]);
    expect(policy?.getDescription()).toBe(
      "Taggable AWS resources must carry every required cost tag, because cost without an owner is nobody's to reduce.",
    );
    expect(policy?.getRemediationSteps()).toBe("add the tag to the resource, or to the defaultTags of its provider");
    expect(policy?.getUrl()).toBe("https://github.com/firmament-platform/firmament/blob/main/docs/rules/cost-required-tags.md");
    expect(policy?.getConfigschema()?.getProperties()?.toJavaScript()).toEqual({
      required: {
        type: "array",
        items: { type: "string" },
        description: "Tag keys that every taggable resource must carry.",
        default: ["CostCenter", "Environment", "Owner", "Team", "Service"],
      },
      values: { type: "object", description: "By tag key, the value that the rule adds at the level `remediate`.", default: {} },
      exemptTypes: { type: "array", items: { type: "string" }, description: "Types that need no cost tags, such as aws:kms/key:Key.", default: [] },
      exemptions: {
        type: "array",
        items: { type: "object" },
        description: "Resources that the rule lets be: match, reason, owner, expires, and optionally ticket.",
      },
      inlineExemptions: { type: "boolean", description: "Whether exemptions in the annotations and tags of resources hold.", default: true },
    });
  });

  it("reports a violation in the stable form, without the SDK's description before it", async () => {
    await start(directoryOf("cost"));
    await pack.configure();
    const tags = { Environment: "dev", Owner: "x", Team: "x", Service: "x" };
    expect(await pack.analyze({ type: "aws:s3/bucket:Bucket", name: "reports", properties: { tags } })).toEqual({
      diagnostics: [
        {
          policy: "cost-required-tags",
          level: "mandatory",
          message: "tags: CostCenter is missing\nat tags\nfix: add CostCenter to the tags of the resource, or to the defaultTags of its provider",
          urn: urn("aws:s3/bucket:Bucket", "reports"),
          severity: "high",
        },
      ],
      notApplicable: ["cost-k8s-required-labels", "cost-k8s-overprovisioned-requests"],
    });
  });

  it("remediates where it is told to, one rule after the other, and sends back all else as it came", async () => {
    await start(directoryOf("cost"));
    const values = { Owner: "shop", CostCenter: "cc-1042" };
    await pack.configure({
      policies: {
        "cost-required-tags": { level: "remediate", properties: { required: ["CostCenter", "Environment", "Owner"], values } },
        "cost-tag-values": { level: "remediate", properties: { allowed: { Environment: ["dev"] } } },
      },
    });
    const archive = {
      [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: { "a.js": { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "1" } },
    };
    const reference = { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: STACK_URN };
    const others = { password: secret("x"), arn: UNKNOWN, archive, reference, __defaults: ["acl"], nothing: null };
    const tags = { Environment: "Dev", Owner: secret("") };
    const bucket = { type: "aws:s3/bucket:Bucket", properties: { ...others, tags, tagsAll: tags } };
    const added = { Environment: "Dev", Owner: secret("shop"), CostCenter: "cc-1042" };
    const cased = { ...added, Environment: "dev" };
    const remediated = await pack.remediate(bucket);
    expect(remediated).toEqual({
      "cost-required-tags": { ...others, tags: added, tagsAll: added },
      "cost-tag-values": { ...others, tags: cased, tagsAll: cased },
    });
    const after = { ...bucket, properties: remediated["cost-tag-values"] };
    expect(await pack.remediate(after)).toEqual({});
    expect((await pack.analyze(after)).diagnostics).toEqual([]);
  });

  it("remediates nothing at any other level", async () => {
    await start(directoryOf("cost"));
    await pack.configure({ policies: { "cost-required-tags": { level: "mandatory", properties: { values: { Owner: "shop" } } } } });
    expect(await pack.remediate({ type: "aws:s3/bucket:Bucket", properties: {} })).toEqual({});
  });

  it("reads the provider's properties, and says which resources a rule is not about", async () => {
    await start(directoryOf("cost"));
    await pack.configure();
    const tags = { CostCenter: "x", Environment: "dev", Owner: "x", Team: "x", Service: "x" };
    expect(await pack.analyze({ type: "aws:s3/bucket:Bucket", properties: {}, provider: { defaultTags: JSON.stringify({ tags }) } })).toEqual({
      diagnostics: [],
      notApplicable: ["cost-k8s-required-labels", "cost-k8s-overprovisioned-requests"],
    });
    expect(await pack.analyze({ type: "kubernetes:core/v1:ConfigMap", properties: {} })).toEqual({
      diagnostics: [],
      notApplicable: ["cost-required-tags", "cost-tag-values", "cost-k8s-required-labels", "cost-k8s-overprovisioned-requests"],
    });
  });

  it("is undetermined in the SDK's own words, as advisory", async () => {
    const given: Given = { type: "aws:s3/bucket:Bucket", properties: { tags: UNKNOWN } };
    await start(join(__dirname, "../../test-packs/unknown"));
    await pack.configure();
    const [theirs] = (await pack.analyze(given)).diagnostics;
    await pack.stop();
    await start(directoryOf("cost"));
    await pack.configure();
    const [ours, ...others] = (await pack.analyze(given)).diagnostics;
    expect(others).toEqual([]);
    expect(ours?.message).toBe(theirs?.message.replace("reads-tags", "cost-required-tags").replace("unknown@v1.2.3", "firmament-cost@v0.1.0"));
    expect([ours?.level, theirs?.level]).toEqual(["advisory", "advisory"]);
  });

  it("takes levels and options from the engine, and reports an option that it does not know on the stack, once", async () => {
    await start(directoryOf("cost"));
    await pack.configure({ policies: { "cost-required-tags": { level: "advisory", properties: { required: ["Owner"], exempt: ["x"] } } } });
    const bucket: Given = { type: "aws:s3/bucket:Bucket", properties: {} };
    expect((await pack.analyze(STACK)).diagnostics.map(({ level, message, urn: of }) => [level, message, of])).toEqual([
      [
        "advisory",
        "configuration: exempt is not an option of this rule; it has exemptTypes, exemptions, inlineExemptions, required, values\nfix: mend the policy pack's configuration of cost-required-tags",
        STACK_URN,
      ],
    ]);
    expect((await pack.analyze(bucket)).diagnostics.map(({ level, message }) => [level, message.split("\n")[0]])).toEqual([
      ["advisory", "tags: Owner is missing"],
    ]);
  });

  it("sees which values are secret, at any depth, and which configuration is, over the whole run", async () => {
    await start(directoryOf("secrets"));
    await pack.configure({ config: { "shop:dbPassword": "from-secret-config", "shop:plain": "from-plain-config" }, secretKeys: ["shop:dbPassword"] });
    const env = (name: string, value: unknown) => ({ name, value });
    const pod: Given = {
      type: "kubernetes:core/v1:Pod",
      name: "pod",
      properties: {
        spec: {
          containers: [
            {
              env: [
                env("A_PASSWORD", "hunter2-in-the-source"),
                env("B_PASSWORD", secret("hunter2-but-marked")),
                env("C_PASSWORD", secret("from-secret-config")),
                env("D_PASSWORD", "from-plain-config"),
                env("E_PASSWORD", UNKNOWN),
                env("F_PASSWORD", "made-by-another"),
              ],
            },
          ],
        },
      },
      // An engine that can't configure a provider in a preview shows no outputs.
      outputs: {},
      dependencies: { spec: ["random"] },
    };
    const random: Given = {
      type: "random:index/randomPassword:RandomPassword",
      name: "random",
      properties: {},
      outputs: { result: secret("made-by-another") },
      additionalSecretOutputs: ["result"],
    };
    const database: Given = {
      type: "aws:rds/instance:Instance",
      name: "db",
      properties: { password: secret("hunter2-in-the-source") },
      additionalSecretOutputs: ["password"],
    };

    const diagnostics = await pack.analyzeStack([STACK, random, pod, database]);
    expect(
      diagnostics.map(({ policy, level, message, urn: of, severity }) => [
        policy,
        level,
        message.split(" (")[0],
        message.split("\n")[1],
        of.split("::").at(-1),
        severity,
      ]),
    ).toEqual([
      ["secrets-hardcoded-sensitive-property", "mandatory", "password: a literal", "at password", "db", "critical"],
      [
        "secrets-plaintext-config",
        "mandatory",
        "D_PASSWORD: the value of shop:plain, which is stored in plain text",
        "at spec.containers[0].env[3].value",
        "pod",
        "high",
      ],
      ["secrets-env-literal", "mandatory", "A_PASSWORD: a literal", "at spec.containers[0].env[0].value", "pod", "high"],
    ]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunter2|from-|made-by/);
  });

  it("forgets a run when the next one is configured", async () => {
    await start(directoryOf("secrets"));
    const database: Given = { type: "aws:rds/instance:Instance", name: "db", properties: { password: secret("hunter2-in-the-source") } };
    await pack.configure({ config: { "shop:dbPassword": "hunter2-in-the-source" }, secretKeys: ["shop:dbPassword"] });
    expect(await pack.analyzeStack([STACK, database])).toEqual([]);
    await pack.configure();
    expect(await pack.analyzeStack([STACK, database])).toHaveLength(1);
  });

  it("takes the project from the resources where the engine does not say it, as when it analyzes a state file; what was configured nobody tells", async () => {
    await start(directoryOf("secrets"));
    const token = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;
    const password: Given = { type: "aws:rds/instance:Instance", name: "db", properties: { password: secret("hunter2-in-the-source") } };
    const note: Given = { type: "aws:s3/bucket:Bucket", name: "b", properties: { tags: { Note: token } } };
    const messages = (await pack.analyzeStack([STACK, password, note])).map(({ message }) => message.split("\n")[0]);
    expect(messages).toEqual([`GitHub token: in plain text (40 characters, fingerprint ${fingerprintOf(token, "shop")})`]);
  });

  it("judges the stack by the inputs of its resources", async () => {
    await start(directoryOf("slo"));
    await pack.configure();
    const labels = { "app.kubernetes.io/name": "orders" };
    const deployment: Given = {
      type: "kubernetes:apps/v1:Deployment",
      name: "orders",
      properties: { metadata: { name: "orders" }, spec: { template: { metadata: { labels } } } },
      outputs: {},
    };
    const service: Given = {
      type: "kubernetes:core/v1:Service",
      name: "orders",
      properties: { metadata: { name: "orders" }, spec: { selector: labels } },
      outputs: {},
    };
    expect(
      (await pack.analyzeStack([STACK, deployment, service])).map(({ policy, message, urn: of }) => [policy, message.split("\n")[0], of]),
    ).toEqual([
      ["slo-service-has-slo", "no SLO for orders, which Service orders exposes", urn("kubernetes:apps/v1:Deployment", "orders")],
      ["slo-workload-scraped", "nothing scrapes orders, which Service orders exposes", urn("kubernetes:apps/v1:Deployment", "orders")],
    ]);
  });

  it("knows the options that a program gave", async () => {
    await start(directoryOf("reliability"));
    await pack.configure();
    const [labels, containers] = [{ app: "orders" }, [{ name: "web", resources: { requests: { cpu: "1" } } }]];
    const deployment: Given = {
      type: "kubernetes:apps/v1:Deployment",
      name: "orders",
      properties: { metadata: { name: "orders" }, spec: { replicas: 2, template: { metadata: { labels }, spec: { containers } } } },
    };
    const autoscaler: Given = {
      type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      name: "scaler",
      properties: { metadata: { name: "scaler" }, spec: { scaleTargetRef: { kind: "Deployment", name: "orders" }, minReplicas: 2, maxReplicas: 4 } },
    };
    const table: Given = { type: "aws:dynamodb/table:Table", name: "orders-table", properties: { tags: { Environment: "production" } } };
    const found = async (...resources: Given[]) =>
      (await pack.analyzeStack([STACK, ...resources]))
        .filter(({ policy }) => ["rel-hpa", "rel-stateful-protection"].includes(policy))
        .map(({ policy, message }) => `${policy}: ${message.split("\n")[0]}`);
    expect(await found(deployment, autoscaler, table)).toEqual([
      "rel-hpa: each update sets orders back to replicas 2, against scaler",
      "rel-stateful-protection: nothing keeps it from being deleted",
    ]);
    expect(await found({ ...deployment, ignoreChanges: ["spec.replicas"] }, autoscaler, { ...table, protect: true })).toEqual([]);
  });
});
