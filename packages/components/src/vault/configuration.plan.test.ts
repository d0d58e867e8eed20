import { certificateNames, vaultConfiguration, type VaultConfiguration } from "./configuration.plan";

const input: VaultConfiguration = {
  fullname: "vault",
  replicas: 3,
  tlsDirectory: "/vault/tls",
  region: "eu-west-1",
  kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234",
  metrics: false,
};

test("a server listens with TLS, stores with raft and unseals with the key", () => {
  expect(vaultConfiguration({ ...input, metrics: true })).toBe(`ui = false
disable_mlock = true

listener "tcp" {
  address = "[::]:8200"
  cluster_address = "[::]:8201"
  tls_cert_file = "/vault/tls/tls.crt"
  tls_key_file = "/vault/tls/tls.key"
  telemetry {
    unauthenticated_metrics_access = true
  }
}

storage "raft" {
  path = "/vault/data"
  retry_join {
    leader_api_addr = "https://vault-0.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
  retry_join {
    leader_api_addr = "https://vault-1.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
  retry_join {
    leader_api_addr = "https://vault-2.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
}

seal "awskms" {
  region = "eu-west-1"
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234"
}

service_registration "kubernetes" {}

telemetry {
  prometheus_retention_time = "30s"
  disable_hostname = true
}
`);
});

test("VLT-02: TLS is nowhere disabled", () => {
  expect(vaultConfiguration(input)).not.toContain("tls_disable");
});

test.each([3, 5, 7])("VLT-03: each of %d servers can be joined by name", (replicas) => {
  const joined = [...vaultConfiguration({ ...input, fullname: "safe", replicas }).matchAll(/leader_api_addr = "https:\/\/(.*):8200"/g)].map(
    ([, host]) => host,
  );
  expect(joined).toEqual(Array.from({ length: replicas }, (_, ordinal) => `safe-${ordinal}.safe-internal`));
});

test("VLT-04: the seal is the key", () => {
  expect(vaultConfiguration(input)).toContain(`seal "awskms" {\n  region = "eu-west-1"\n  kms_key_id = "${input.kmsKeyArn}"\n}`);
});

test("without Prometheus nothing answers without a token", () => {
  expect(vaultConfiguration(input)).not.toMatch(/telemetry|unauthenticated/);
});

test("VLT-07: the certificate names every way that a server is called, its peers' among them", () => {
  const { dnsNames, ipAddresses } = certificateNames("vault", "security");
  expect(dnsNames).toEqual([
    "vault",
    "vault.security.svc",
    "vault.security.svc.cluster.local",
    "vault-active.security.svc",
    "vault-active.security.svc.cluster.local",
    "*.vault-internal",
    "*.vault-internal.security.svc.cluster.local",
    "localhost",
  ]);
  expect(ipAddresses).toEqual(["127.0.0.1"]);
});
