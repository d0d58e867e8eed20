import { describeRule } from "../../../test-support/contract";
import { type Given, type Options, UNKNOWN, judgeStack, secret } from "../../../test-support/judge";
import { secretsHardcodedSensitiveProperty } from "./secrets-hardcoded-sensitive-property";
import { fixtures } from "./secrets-hardcoded-sensitive-property.fixtures";

describeRule(secretsHardcodedSensitiveProperty, fixtures);

const GENERATED = "q7Rk2vXw9LmTz4HbN5cY";

const judge = (resources: Given | Given[], options: Options = {}) => judgeStack(secretsHardcodedSensitiveProperty, [resources].flat(), options);

/** First lines without the fingerprint, which has a test of its own. */
const briefly = (resources: Given | Given[], options: Options = {}) =>
  judge(resources, options).map(({ kind, message, level }) => {
    const [what = "", at = ""] = message.split("\n");
    return [kind === "violation" ? (level ?? "enforced") : kind, what.replace(/ \([^()]*fingerprint [0-9a-f]{8}\)$/, ""), at];
  });

const database = (password: unknown, more: Partial<Given> = {}): Given => ({
  type: "aws:rds/instance:Instance",
  name: "db",
  properties: { engine: "postgres", password },
  additionalSecretOutputs: ["password"],
  ...more,
});

/** An object in a place that has no rule of its own. */
const broker = (settings: unknown[], more: Partial<Given> = {}): Given => ({
  type: "kubernetes:acme.example/v1:Broker",
  name: "orders",
  properties: { metadata: { name: "orders" }, spec: { settings } },
  ...more,
});

const SETTING = "at spec.settings[0].value";
const given = (config: Record<string, string>, ...secretKeys: string[]): Options => ({
  run: { config: new Map(Object.entries(config)), secretKeys: new Set(secretKeys) },
});

describe("secrets-hardcoded-sensitive-property", () => {
  it("says which property, how long the text is and its fingerprint, what to do, and never the text", () => {
    const [finding, ...others] = judge(broker([{ name: "DB_PASSWORD", value: "hunter2-in-the-source" }]));
    expect(others).toEqual([]);
    expect(finding?.kind).toBe("violation");
    expect(finding?.level).toBeUndefined();
    expect(finding?.message).toMatch(
      /^DB_PASSWORD: a literal \(21 characters, fingerprint [0-9a-f]{8}\)\nat spec\.settings\[0\]\.value\nfix: run `pulumi config set --secret <key>` and pass config\.requireSecret\("<key>"\), or take it from a secret store$/,
    );
  });

  it("has the same fingerprint for the same text in a project, and another in another", () => {
    const fingerprint = (text: string, project: string) =>
      /fingerprint (\w{8})/.exec(judge(database(text), { run: { project } })[0]?.message ?? "")?.[1];
    expect(fingerprint("hunter2", "a")).toBe(fingerprint("hunter2", "a"));
    expect(fingerprint("hunter2", "a")).not.toBe(fingerprint("hunter3", "a"));
    expect(fingerprint("hunter2", "a")).not.toBe(fingerprint("hunter2", "b"));
  });

  it("counts a part of a secret configuration value as that secret, but not the beginning of a word in it", () => {
    const url = given({ "shop:url": "postgres://orders:Tr0ub4dor3@db/orders" }, "shop:url");
    expect(judge(broker([{ name: "DB_PASSWORD", value: secret("Tr0ub4dor3") }]), url)).toEqual([]);
    expect(judge(database("hunter2"), given({ "shop:other": "hunter2zz" }, "shop:other"))).toHaveLength(1);
  });

  describe("in a property that only its name gives away", () => {
    it.each<[string, Given, string, string]>([
      ["a pair of name and value", broker([{ name: "DB_PASSWORD", value: GENERATED }]), "DB_PASSWORD", SETTING],
      ["a key", broker([{ dbPassword: "hunter2" }]), "dbPassword", "at spec.settings[0].dbPassword"],
      ["a line of a text", broker([{ file: "db.host=db\ndb.password=hunter2" }]), "db.password", "at spec.settings[0].file"],
      [
        "a document",
        broker([{ document: JSON.stringify({ login: [{ name: "TOKEN", value: GENERATED }] }) }]),
        "TOKEN",
        "at spec.settings[0].document<json>.login[0].value",
      ],
      [
        "the password of a chart's repository",
        { type: "kubernetes:helm.sh/v3:Release", properties: { repositoryOpts: { password: "hunter2" } } },
        "password",
        "at repositoryOpts.password",
      ],
    ])("a literal is enforced: %s", (_name, resource, name, at) => {
      expect(briefly(resource)).toEqual([["enforced", `${name}: a literal`, at]]);
    });

    it("a value that the program marked secret itself passes", () => {
      expect(judge(broker([{ name: "DB_PASSWORD", value: secret("hunter2") }]))).toEqual([]);
    });

    it("only a text that looks generated counts where the name is also used for names", () => {
      expect(judge(broker([{ accessKey: "minio-access-key" }]))).toEqual([]);
      expect(briefly(broker([{ accessKey: GENERATED }]))).toEqual([["enforced", "accessKey: a literal", "at spec.settings[0].accessKey"]]);
    });

    it("the name of a Secret in Kubernetes passes, a name in capitals, as those of environment variables are, does not", () => {
      expect(judge(broker([{ clientSecret: "oauth-client", existingSecret: "grafana-admin" }]))).toEqual([]);
      expect(briefly(broker([{ name: "CLIENT_SECRET", value: "oauth-client" }]))).toEqual([["enforced", "CLIENT_SECRET: a literal", SETTING]]);
      expect(judge(broker([{ name: "DB_SECRET", value: "prod/orders/db" }]))).toEqual([]);
    });
  });

  describe("in a property that the provider's schema marks, where the SDK marks whatever is passed", () => {
    it("a text that somebody typed is enforced", () => {
      expect(briefly(database(secret("hunter2-in-the-source")))).toEqual([["enforced", "password: a literal", "at password"]]);
    });

    it("a text that looks generated is advisory, since a data source may have read it, unless configured to be strict", () => {
      expect(briefly(database(secret(GENERATED)))).toEqual([["advisory", "password: a literal, or read by a data source", "at password"]]);
      expect(briefly(database(secret(GENERATED)), { config: { strict: true } })).toEqual([["enforced", "password: a literal", "at password"]]);
    });

    it("is none of the rule's business where nobody tells what was configured, as of a state file", () => {
      const state = { run: { configVisible: false } };
      expect(briefly(database(secret("hunter2-in-the-source")), state)).toEqual([]);
      expect(briefly(broker([{ name: "DB_PASSWORD", value: "hunter2-in-the-source" }]), state)).toEqual([
        ["enforced", "DB_PASSWORD: a literal", SETTING],
      ]);
    });

    it("is undetermined nowhere, where a state file's secrets can't be decrypted", () => {
      expect(judge(database(secret("[secret]")))).toEqual([]);
    });

    it("the provider is known by what it says at run time, where the list of inputs does not have its type", () => {
      const vault: Given = { type: "vault:index/token:Thing", properties: { material: secret("hunter2") }, additionalSecretOutputs: ["material"] };
      expect(briefly(vault)).toEqual([["enforced", "material: a literal", "at material"]]);
      expect(judge({ ...vault, additionalSecretOutputs: [] })).toEqual([]);
    });

    it("a list of secrets is judged element by element", () => {
      expect(briefly({ type: "aws:elasticache/user:User", properties: { passwords: secret(["hunter2", "[secret]"]) } })).toEqual([
        ["enforced", "passwords: a literal", "at passwords[0]"],
      ]);
    });

    it("in a Secret of Kubernetes only what is named like one counts, also in base64", () => {
      const data = { username: "YWRtaW4=", password: "aHVudGVyMg==" };
      expect(
        briefly({ type: "kubernetes:core/v1:Secret", properties: { data: secret(data), stringData: secret({ host: "db", token: "letmein" }) } }),
      ).toEqual([
        ["enforced", "password: a literal", "at data.password"],
        ["enforced", "token: a literal", "at stringData.token"],
      ]);
    });

    it("base64 is judged by what it says", () => {
      const value = Buffer.from("hunter2-in-the-source").toString("base64");
      expect(briefly({ type: "aws:ssm/parameter:Parameter", properties: { type: "SecureString", value: secret(value) } })).toEqual([
        ["enforced", "value: a literal", "at value<base64>"],
      ]);
    });

    it("in a document only what is named like one counts", () => {
      const document = JSON.stringify({ username: "admin", password: "hunter2" });
      expect(briefly({ type: "aws:secretsmanager/secretVersion:SecretVersion", properties: { secretString: secret(document) } })).toEqual([
        ["enforced", "password: a literal", "at secretString<json>.password"],
      ]);
    });

    it.each<[string, Given]>([
      ["a parameter that is no SecureString", { type: "aws:ssm/parameter:Parameter", properties: { type: "String", value: secret("10.0.0.0/16") } }],
      ["a certificate", { type: "aws:iot/certificate:Certificate", properties: { caPem: secret("-----BEGIN CERTIFICATE-----") } }],
      ["S3's lock token", { type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig", properties: { token: secret("lock") } }],
    ])("%s is harmless", (_name, resource) => {
      expect(judge(resource)).toEqual([]);
    });

    it("a SecureString is judged", () => {
      expect(briefly({ type: "aws:ssm/parameter:Parameter", properties: { type: "SecureString", value: secret("hunter2") } })).toEqual([
        ["enforced", "value: a literal", "at value"],
      ]);
    });
  });

  describe("passes what comes from elsewhere", () => {
    const both = (text: unknown): Given[] => [database(secret(text)), broker([{ name: "DB_PASSWORD", value: text }])];

    it("secret configuration, also as a part, in a structured value, and in base64", () => {
      expect(judge(both("hunter2"), given({ "app:dbPassword": "hunter2" }, "app:dbPassword"))).toEqual([]);
      expect(judge(both("hunter2!prod"), given({ "app:dbPassword": "hunter2" }, "app:dbPassword"))).toEqual([]);
      expect(judge(both("hunter2"), given({ "app:db": JSON.stringify({ users: [{ password: "hunter2" }] }) }, "app:db"))).toEqual([]);
      expect(judge(both(Buffer.from("hunter2").toString("base64")), given({ "app:dbPassword": "hunter2" }, "app:dbPassword"))).toEqual([]);
    });

    it("the output of another resource", () => {
      const random: Given = {
        type: "random:index/randomPassword:RandomPassword",
        name: "random",
        properties: { length: 20 },
        outputs: { result: secret("hunter2") },
      };
      expect(judge([random, database(secret("hunter2"), { dependencies: { password: ["random"] } })])).toEqual([]);
      expect(judge([random, broker([{ name: "DB_PASSWORD", value: "hunter2" }], { dependencies: { spec: ["random"] } })])).toEqual([]);
    });

    it("but not a literal that only stands beside one, in a property that depends on another resource", () => {
      const namespace: Given = { type: "kubernetes:core/v1:Namespace", name: "namespace", properties: { metadata: { name: "shop" } } };
      expect(briefly([namespace, broker([{ name: "DB_PASSWORD", value: "hunter2" }], { dependencies: { spec: ["namespace"] } })])).toEqual([
        ["enforced", "DB_PASSWORD: a literal", SETTING],
      ]);
    });

    it("the environment", () => {
      expect(judge(both("hunter2"), { run: { environment: new Map([["DB_PASSWORD", "hunter2"]]) } })).toEqual([]);
    });

    it("a value that is not known yet, and a reference", () => {
      expect(judge([...both(UNKNOWN), ...both("[secret app:dbPassword]").map((one) => ({ ...one, name: `${one.name}-2` }))])).toEqual([]);
      expect(judge(broker([{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }]))).toEqual([]);
    });
  });

  it("leaves to other rules what stands in a place of its own, is a credential by its form, or comes from plain configuration", () => {
    const env: Given = {
      type: "kubernetes:core/v1:Pod",
      name: "pod",
      properties: { spec: { containers: [{ env: [{ name: "TOKEN", value: "hunter2" }] }] } },
    };
    const token = `ghp_${"q7Rk2vXw9LmTz4HbN5cYd8FgJ3sP6aVeU1iK"}`;
    expect(judge([env, broker([{ name: "TOKEN", value: token }])])).toEqual([]);
    expect(judge(database("hunter2"), given({ "app:dbPassword": "hunter2" }))).toEqual([]);
  });

  it("keeps what is a credential by its form in a property that the schema marks, where the SDK marks whatever is passed", () => {
    expect(briefly(database(secret("postgres://orders:hunter2@db/orders")))).toEqual([["enforced", "password: a literal", "at password"]]);
  });

  it("leaves components to the resources that they make, where the engine tells them apart", () => {
    const component: Given = { type: "shop:index:Store", name: "store", provider: null, properties: { password: "hunter2" } };
    expect(judge([component, database("${DB_PASSWORD}")])).toEqual([]);
    expect(judge([{ ...component, provider: { of: "its children" } }, database("${DB_PASSWORD}")])).toHaveLength(1);
    expect(judge(component)).toHaveLength(1);
  });

  it("passes a fingerprint that is allowed, which must be all of it", () => {
    const fingerprint = /fingerprint (\w{8})/.exec(judge(database("hunter2"))[0]?.message ?? "")?.[1] ?? "";
    expect(judge(database("hunter2"), { config: { allowedFingerprints: [fingerprint] } })).toEqual([]);
    expect(judge(database("hunter2"), { config: { allowedFingerprints: [fingerprint.slice(1)] } })).toHaveLength(1);
  });

  it("passes properties that are empty or of another type", () => {
    expect(
      judge([
        database(undefined),
        { ...database(5), name: "b" },
        { ...database({ a: true }), name: "c" },
        { ...database(""), name: "d" },
        { ...database(null), name: "e" },
      ]),
    ).toEqual([]);
  });

  it("is exempt where an exemption says so", () => {
    const exemption = { match: "db", reason: "a test database without data", owner: "shop", expires: "2027-03-31" };
    expect(briefly(database("hunter2"), { config: { exemptions: [exemption] } })).toEqual([["exempt", "password: a literal", "at password"]]);
    expect(briefly(database("hunter2"), { config: { exemptions: [{ ...exemption, expires: "2025-03-31" }] } }).map(([kind]) => kind)).toEqual([
      "enforced",
      "exemption-expired",
    ]);
  });

  it("enforces nothing where it can't see which values are secret, and says so once", () => {
    const run = { secretsVisible: false };
    expect(briefly([database("hunter2"), broker([{ name: "DB_PASSWORD", value: "hunter2" }])], { run })).toEqual([
      ["advisory", "password: a literal", "at password"],
      ["advisory", "DB_PASSWORD: a literal", SETTING],
      [
        "advisory",
        "which values are secret can't be read with this version of @pulumi/policy, so that no rule on secrets is enforced, and one can't judge",
        "fix: use the version of @pulumi/policy that the pack is tested with",
      ],
    ]);
  });
});
