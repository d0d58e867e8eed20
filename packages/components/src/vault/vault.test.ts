import { join } from "node:path";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { Provider } from "@pulumi/kubernetes/provider";
import { preview, value, type TestOptions, type TestStack } from "@firmament/offline/testing";
import { cluster, metrics, tags } from "../../test-support/attachments";
import { checkChartValues } from "../../test-support/chartValues";
import { early, made, misnamed, onDefaultProvider, untagged } from "../../test-support/children";
import { expectGolden } from "../../test-support/golden";
import { Vault, type VaultArgs } from "./vault";

const args: VaultArgs = { cluster, tags };
const region: TestOptions = { config: { "aws:region": "eu-west-1" } };

const vault = (change: Partial<VaultArgs> = {}, options: TestOptions = {}): Promise<TestStack> =>
  preview(() => new Vault("vault", { ...args, ...change }), { ...region, ...options });

const KEY = "aws:kms/key:Key";

let stack: TestStack;
beforeAll(async () => {
  stack = await vault({ metrics });
});

test("has these children", () => {
  expectGolden(
    join(__dirname, "__golden__/vault.txt"),
    made(stack)
      .map(({ urn }) => urn)
      .sort(),
  );
  expect(stack.unparented()).toEqual([]);
  expect(misnamed(stack)).toEqual([]);
});

test("shows every child through nodes", async () => {
  let nodes: object = {};
  const described = await preview(() => {
    ({ nodes } = new Vault("vault", args));
  }, region);
  expect(Object.values(nodes)).toHaveLength(made(described).filter(({ kind }) => kind === "custom").length);
});

test("TAG-05: carries the five tags wherever AWS takes tags", () => {
  expect(untagged(stack)).toEqual([]);
});

test("VLT-10: the key is rotated, cannot be deleted by accident, and can be had back for 30 days", () => {
  const key = stack.resource("vault-unseal", KEY);
  expect(key.options.protect).toBe(true);
  expect(key.inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
});

test("VLT-04: the servers unseal with the key that was created, and their role may use that one alone", () => {
  const arn = stack.resource("vault-unseal", KEY).outputs["arn"] as string;
  const { values } = stack.resource("vault-release").inputs as { values: { server: { ha: { raft: { config: string } }; serviceAccount: object } } };
  expect(values.server.ha.raft.config).toContain(`kms_key_id = "${arn}"`);
  expect(values.server.ha.raft.config).toContain('region = "eu-west-1"');
  expect(JSON.parse(stack.resource("vault-unseal", "aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string)).toMatchObject({
    Statement: [{ Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], Resource: arn }],
  });
  expect(values.server.serviceAccount).toEqual({
    name: "vault",
    annotations: { "eks.amazonaws.com/role-arn": stack.resource("vault-unseal", "aws:iam/role:Role").outputs["arn"] },
  });
});

test("only the servers' service account of this cluster may take the role", () => {
  expect(JSON.parse(stack.resource("vault-unseal", "aws:iam/role:Role").inputs["assumeRolePolicy"] as string)).toMatchObject({
    Statement: [
      {
        Principal: { Federated: cluster.oidcProviderArn },
        Condition: {
          StringEquals: {
            "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C:sub": "system:serviceaccount:vault:vault",
            "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C:aud": "sts.amazonaws.com",
          },
        },
      },
    ],
  });
});

test("VLT-06: the release waits for no server, since a person initialises them, and so cannot be taken back", () => {
  const { inputs, dependencies } = stack.resource("vault-release");
  expect(inputs).toMatchObject({ chart: "vault", version: "0.34.1", name: "vault", namespace: "vault", skipAwait: true, atomic: false });
  expect(dependencies).toEqual(
    expect.arrayContaining([stack.resource("vault-unseal", "aws:iam/rolePolicy:RolePolicy").urn, stack.resource("vault-servers").urn]),
  );
});

test("every value that is sent is one that the chart reads", () => {
  expect(checkChartValues("vault-0.34.1.json", stack.resource("vault-release").inputs["values"] as object)).toEqual([]);
});

test("only servers reach the port that servers talk to each other on", () => {
  const servers = { matchLabels: { "app.kubernetes.io/name": "vault", "app.kubernetes.io/instance": "vault", component: "server" } };
  expect(stack.resource("vault-servers").inputs["spec"]).toEqual({
    podSelector: servers,
    policyTypes: ["Ingress"],
    ingress: [
      { from: [{ namespaceSelector: {} }], ports: [{ protocol: "TCP", port: 8200 }] },
      { from: [{ podSelector: servers }], ports: [{ protocol: "TCP", port: 8201 }] },
    ],
  });
});

test("its namespace admits restricted pods only", () => {
  expect(stack.resource("vault-namespace").inputs["metadata"]).toMatchObject({
    name: "vault",
    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
  });
});

test("VLT-09: what it gives away is no secret: addresses, names and ARNs", async () => {
  let outputs: Record<string, unknown> = {};
  const described = await preview(async () => {
    const { address, namespace, kmsKeyArn, roleArn, certificateDnsNames, certificateIpAddresses } = new Vault("vault", {
      ...args,
      namespace: "security",
    });
    outputs = {
      address: await value(address),
      namespace: await value(namespace),
      kmsKeyArn: await value(kmsKeyArn),
      roleArn: await value(roleArn),
      certificateDnsNames,
      certificateIpAddresses,
    };
  }, region);
  expect(outputs).toMatchObject({
    address: "https://vault.security.svc:8200",
    namespace: "security",
    certificateDnsNames: expect.arrayContaining(["vault.security.svc", "*.vault-internal"]),
    certificateIpAddresses: ["127.0.0.1"],
  });
  expect(described.resource("vault", Vault.__pulumiType).outputs).toEqual(outputs);
});

test("two of them live in one stack", async () => {
  const both = await preview(() => {
    new Vault("vault", args);
    new Vault("safe", { ...args, namespace: "safe" });
  }, region);
  expect(both.resources(KEY)).toHaveLength(2);
});

test("no child comes before what it depends on", async () => {
  const later = await preview(() => {
    const first = new Parameter("first", { type: "String", value: "x" });
    new Vault("vault", args, { dependsOn: first, providers: [new Provider("core", { kubeconfig: "{}" })] });
  }, region);
  expect(early(later, "first").map((urn) => urn.split("::").pop())).toEqual(["core"]);
});

test("no child is on a provider that nobody chose", async () => {
  const chosen = await preview(() => {
    new Vault("vault", args, { providers: [new AwsProvider("aws", { region: "eu-west-1" }), new Provider("core", { kubeconfig: "{}" })] });
  });
  expect(onDefaultProvider(chosen)).toEqual([]);
});

test("previews with every output unknown", async () => {
  const unknown = await vault({}, { outputs: "unknown" });
  expect(unknown.resource("vault-release").inputs["version"]).toBe("0.34.1");
});

test("VLT-01: an even number of servers is refused before anything is created", async () => {
  let message = "";
  const nothing = await preview(() => {
    try {
      new Vault("vault", { ...args, replicas: 4 });
    } catch (error) {
      ({ message } = error as Error);
    }
  }, region);
  expect(made(nothing)).toEqual([]);
  expect(message).toBe(
    'Vault "vault": 1 problem\n  replicas: Vault raft needs an odd number of replicas, got 4; use 3, which outlives the loss of one, or 5, which outlives that of two',
  );
});
