import { tags } from "../../test-support/attachments";
import { Problems } from "../platform/problems";
import { planVault, unsealPolicy, unsealTrust, vaultValues, type VaultInput } from "./vault.plan";

function plan(given: Partial<VaultInput> = {}, name = "vault") {
  const problems = new Problems();
  const result = planVault(problems, name, { tags, ...given });
  problems.throwIfAny("Vault", name);
  return result;
}

const values = (given?: Partial<VaultInput>, metricsRelease?: string) =>
  vaultValues(plan(given), { configuration: "ui = false", roleArn: "arn:aws:iam::123456789012:role/vault", metricsRelease });

test.each([0, 1, 2, 4, 9, 3.5, -3])("VLT-01: %d replicas are refused", (replicas) => {
  expect(() => plan({ replicas })).toThrow(
    `Vault "vault": 1 problem\n  replicas: Vault raft needs an odd number of replicas, got ${replicas}; use 3, which outlives the loss of one, or 5, which outlives that of two`,
  );
});

test.each([3, 5, 7])("VLT-01: %d replicas are fine", (replicas) => {
  expect(values({ replicas }).server.ha).toMatchObject({ enabled: true, replicas, raft: { enabled: true, setNodeId: true } });
});

test("VLT-02: TLS is on, with the certificate of the Secret", () => {
  const { global, server } = values();
  expect(global.tlsDisable).toBe(false);
  expect(server.volumes).toEqual([{ name: "tls", secret: { secretName: "vault-tls", defaultMode: 0o440 } }]);
  expect(server.volumeMounts).toEqual([{ name: "tls", mountPath: "/vault/tls", readOnly: true }]);
  expect(server.extraEnvironmentVars).toEqual({ VAULT_CACERT: "/vault/tls/ca.crt" });
  expect(server.ha.apiAddr).toBe("https://$(VAULT_K8S_POD_NAME).vault-internal:8200");
});

test("VLT-05: the audit log has a disk of its own", () => {
  expect(values({ storageClass: "gp3" }).server).toMatchObject({
    dataStorage: { enabled: true, size: "10Gi", storageClass: "gp3" },
    auditStorage: { enabled: true, size: "10Gi", storageClass: "gp3" },
  });
});

test("servers are spread over the zones that they may run in, by labels that the chart gives them", () => {
  expect(values().server.topologySpreadConstraints).toEqual([
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      nodeTaintsPolicy: "Honor",
      labelSelector: { matchLabels: { "app.kubernetes.io/name": "vault", "app.kubernetes.io/instance": "vault", component: "server" } },
    },
  ]);
});

test("servers and injectors pass the Pod Security Standard restricted", () => {
  const { injector, server } = values();
  for (const { pod, container } of [injector.securityContext, server.statefulSet.securityContext]) {
    expect(pod).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(pod.runAsUser).toBeGreaterThan(0);
    expect(container).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
  }
});

test("the injector is there twice and never keeps pods from starting", () => {
  expect(values().injector).toMatchObject({ replicas: 2, podDisruptionBudget: { maxUnavailable: 1 }, webhook: { failurePolicy: "Ignore" } });
});

test("the active server is scraped when there is a Prometheus, and its certificate is checked", () => {
  expect(values().serverTelemetry).toBeUndefined();
  expect(values({}, "metrics").serverTelemetry?.serviceMonitor).toEqual({
    enabled: true,
    selectors: { release: "metrics" },
    tlsConfig: { ca: { secret: { name: "vault-tls", key: "ca.crt" } }, serverName: "vault" },
  });
});

test("only the servers' own service account, with a token made for AWS, may take the role", () => {
  const oidc = { providerArn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks/id/1", issuerUrl: "https://oidc.eks/id/1" };
  expect(JSON.parse(unsealTrust(plan({ namespace: "security" }, "safe"), oidc))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: oidc.providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "oidc.eks/id/1:sub": "system:serviceaccount:security:safe", "oidc.eks/id/1:aud": "sts.amazonaws.com" } },
      },
    ],
  });
});

test("the role may use one key, and no more than unsealing needs", () => {
  expect(JSON.parse(unsealPolicy("arn:aws:kms:eu-west-1:123456789012:key/1"))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], Resource: "arn:aws:kms:eu-west-1:123456789012:key/1" }],
  });
});

test("everything that is wrong is said at once", () => {
  expect(() => plan({ namespace: "Vault", tlsSecretName: "", storageSize: "10", auditStorageSize: "0Gi" }, "a".repeat(41))).toThrow(
    [
      `Vault "${"a".repeat(41)}": 5 problems`,
      `  name: "${"a".repeat(41)}" has 41 characters, 40 are allowed; shorten it`,
      '  namespace: "Vault" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  tlsSecretName: "" is no DNS label; use lower-case letters, digits and -, and start with a letter',
      '  storageSize: "10" is no size; write it as 10Gi',
      '  auditStorageSize: "0Gi" is no size; write it as 10Gi',
    ].join("\n"),
  );
});
