/** What the configuration of a Vault server is written with. */
export interface VaultConfiguration {
  /** The name of the StatefulSet; its pods are `<fullname>-0` and so on. */
  fullname: string;
  replicas: number;
  /** The directory of `tls.crt`, `tls.key` and `ca.crt`. */
  tlsDirectory: string;
  /** The AWS region of the key. */
  region: string;
  /** The key that unseals, by its ARN. */
  kmsKeyArn: string;
  /** Whether Prometheus may read the metrics without a token. */
  metrics: boolean;
}

/**
 * The configuration file of every server, in HCL. It goes into a ConfigMap, so nothing in it is a secret: what unseals is the right to use the key, which
 * the pods' service account has.
 */
export function vaultConfiguration(configuration: VaultConfiguration): string {
  const { fullname, replicas, tlsDirectory, region, kmsKeyArn, metrics } = configuration;
  const peers = Array.from({ length: replicas }, (_, ordinal) => `${fullname}-${ordinal}`);
  return hcl([
    "ui = false",
    // Vault requires the choice with integrated storage. Memory is not swapped to disk on a Kubernetes node, and locking it needs a capability.
    "disable_mlock = true",
    "",
    block('listener "tcp"', [
      'address = "[::]:8200"',
      'cluster_address = "[::]:8201"',
      `tls_cert_file = ${quote(`${tlsDirectory}/tls.crt`)}`,
      `tls_key_file = ${quote(`${tlsDirectory}/tls.key`)}`,
      ...(metrics ? [block("telemetry", ["unauthenticated_metrics_access = true"])] : []),
    ]),
    "",
    block('storage "raft"', [
      'path = "/vault/data"',
      ...peers.map((peer) =>
        block("retry_join", [
          `leader_api_addr = ${quote(`https://${peer}.${fullname}-internal:8200`)}`,
          `leader_ca_cert_file = ${quote(`${tlsDirectory}/ca.crt`)}`,
        ]),
      ),
    ]),
    "",
    block('seal "awskms"', [`region = ${quote(region)}`, `kms_key_id = ${quote(kmsKeyArn)}`]),
    "",
    'service_registration "kubernetes" {}',
    ...(metrics ? ["", block("telemetry", ['prometheus_retention_time = "30s"', "disable_hostname = true"])] : []),
  ]);
}

/** The names that the certificate must be valid for: how clients, the servers themselves and the command in a pod call a server. */
export function certificateNames(fullname: string, namespace: string): { dnsNames: string[]; ipAddresses: string[] } {
  return {
    dnsNames: [
      fullname,
      `${fullname}.${namespace}.svc`,
      `${fullname}.${namespace}.svc.cluster.local`,
      `${fullname}-active.${namespace}.svc`,
      `${fullname}-active.${namespace}.svc.cluster.local`,
      `*.${fullname}-internal`,
      `*.${fullname}-internal.${namespace}.svc.cluster.local`,
      "localhost",
    ],
    ipAddresses: ["127.0.0.1"],
  };
}

function block(header: string, lines: string[]): string {
  return `${header} {\n${indent(lines.join("\n"))}\n}`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

function hcl(lines: string[]): string {
  return `${lines.join("\n")}\n`;
}

function quote(value: string): string {
  return JSON.stringify(value);
}
