import { table, unknown } from "./table.mjs";
import { PARTITIONS, cluster, clusterIn, dev, metrics, tags } from "./values.mjs";

const row = table("Vault", "vault", { cluster, metrics, tags });

/** The longest name: the certificate of the chart's injector has room for no more. */
export const longest = 40;

export const cases = [
  row("as usual"),
  row("outputs unknown", {}, { outputs: "unknown" }),
  row("nothing of the cluster known", { cluster: { ...Object.fromEntries(Object.keys(cluster).map((key) => [key, unknown()])) } }),
  row("not scraped", { metrics: undefined }),
  row("cluster without what is optional", { cluster: { ...cluster, encryptionKeyArn: undefined } }),

  ...["v", "vault--2", "v0"].map((name) => row(`name ${name}`, {}, { name })),
  row("longest name", {}, { name: "x".repeat(longest) }),
  row("longest namespace", { namespace: "n".repeat(63) }, { name: "x".repeat(longest) }),
  ...[true, false].map((createNamespace) =>
    row(`namespace ${createNamespace ? "made here" : "of somebody else"}`, { namespace: "secrets", createNamespace }),
  ),

  ...[3, 5, 7].map((replicas) => row(`${replicas} servers`, { replicas })),
  row("storage", { storageSize: "1Ti", auditStorageSize: "1Gi", storageClass: "gp3" }),
  row("certificate", { tlsSecretName: "certificate" }),

  row("tags of development", { tags: dev }),
  ...Object.keys(PARTITIONS).map((region) => row(`in ${region}`, { cluster: clusterIn(region) }, { region })),
];
