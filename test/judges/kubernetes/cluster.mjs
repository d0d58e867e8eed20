// A Kubernetes cluster on this machine: a real etcd and API server, and when asked for the controller manager, the scheduler, and kwok in place of kubelets.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { kubernetes } from "../../../scripts/judges/kubernetes.mjs";
import { daemon, freePorts, ready } from "../../../scripts/lib/daemon.mjs";

/** Of Services; nothing listens there. */
const SERVICE_BLOCK = "10.96.0.0/16";

/** Requests a second that our own clients may make. The default of 20 is for a server that others need as well. */
const CLIENT_LIMITS = ["--kube-api-qps=1000", "--kube-api-burst=1000"];

/**
 * Starts a cluster of its own: free ports, its own certificate and token, its data in a temporary folder. Nothing of it outlives this process.
 *
 * Without `controllers` there is only the API server: objects are admitted and stored, and nothing acts on them; a namespace that is deleted stays. With
 * them Deployments make pods, the scheduler gives them to nodes, and kwok makes them run on nodes that have the annotation `kwok.x-k8s.io/node`. `stages` is
 * kwok's configuration of what it does when, as YAML, in place of its own defaults. `apiServerArgs` are for more of the API server's flags.
 */
export async function startCluster({ controllers = false, stages, apiServerArgs = [], say } = {}) {
  const binaries = await kubernetes(say);
  const folder = mkdtempSync(path.join(os.tmpdir(), "firmament-kubernetes-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  const servers = [];
  const start = (name, args) => {
    const server = daemon(binaries[name], args, { cwd: folder, log: path.join(folder, `${name}.log`) });
    servers.push(server);
    return server;
  };
  const stop = async () => {
    // The last one first: an API server whose etcd is gone hangs in its shutdown.
    for (const server of servers.splice(0).reverse()) {
      await server.stop();
    }
    client?.close();
    process.off("exit", remove);
    remove();
  };
  let client;
  try {
    const [etcdPort, peerPort, port, ...others] = await freePorts(6);
    await startEtcd(start, folder, etcdPort, peerPort);
    const credentials = await startApiServer(start, folder, { etcdPort, port, controllers, apiServerArgs });
    client = apiClient(credentials);
    const kubeconfig = path.join(folder, "kubeconfig");
    writeFileSync(kubeconfig, kubeconfigOf(credentials), { mode: 0o600 });
    if (controllers) {
      await startControllers(start, folder, { kubeconfig, ports: others, stages, client });
    }
    return { kubeconfig, url: credentials.url, request: client.request, watch: client.watch, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEtcd(start, folder, port, peerPort) {
  const [url, peer] = [port, peerPort].map((each) => `http://127.0.0.1:${each}`);
  const etcd = start("etcd", [
    ...["--name=judge", `--data-dir=${path.join(folder, "etcd")}`, "--unsafe-no-fsync", "--log-level=warn"],
    ...[`--listen-client-urls=${url}`, `--advertise-client-urls=${url}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=judge=${peer}`],
  ]);
  await ready(etcd, "etcd", async () => (await fetch(`${url}/health`)).ok);
}

/** Its certificate is one that it makes itself, and whoever has the token may do everything. */
async function startApiServer(start, folder, { etcdPort, port, controllers, apiServerArgs }) {
  const token = randomBytes(32).toString("hex");
  const serviceAccountKey = path.join(folder, "service-account.key");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" } });
  writeFileSync(serviceAccountKey, privateKey, { mode: 0o600 });
  writeFileSync(path.join(folder, "tokens.csv"), `${token},judge,judge,system:masters\n`, { mode: 0o600 });
  mkdirSync(path.join(folder, "certificates"));
  const server = start("apiServer", [
    ...[`--etcd-servers=http://127.0.0.1:${etcdPort}`, "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", `--secure-port=${port}`],
    ...[`--cert-dir=${path.join(folder, "certificates")}`, `--token-auth-file=${path.join(folder, "tokens.csv")}`],
    ...["--service-account-issuer=https://kubernetes.default.svc", `--service-account-key-file=${serviceAccountKey}`],
    ...[`--service-account-signing-key-file=${serviceAccountKey}`, `--service-cluster-ip-range=${SERVICE_BLOCK}`, "--authorization-mode=RBAC"],
    // Without this flag privileged pods are refused everywhere, and Pod Security would seem to be what refuses them.
    ...["--endpoint-reconciler-type=none", "--allow-privileged=true"],
    // Nobody but the controller manager makes the service account of a namespace, without which no pod is admitted.
    ...(controllers ? [] : ["--disable-admission-plugins=ServiceAccount"]),
    ...apiServerArgs,
  ]);
  const url = `https://127.0.0.1:${port}`;
  const certificate = () => readFileSync(path.join(folder, "certificates", "apiserver.crt"), "utf8");
  await ready(server, "the API server", async () => {
    const client = apiClient({ url, token, certificate: certificate() });
    try {
      return (await client.request("GET", "/readyz")).status === 200;
    } finally {
      client.close();
    }
  });
  return { url, token, certificate: certificate() };
}

async function startControllers(start, folder, { kubeconfig, ports, stages, client }) {
  const [managerPort, schedulerPort, kwokPort] = ports;
  const shared = [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--bind-address=127.0.0.1", ...CLIENT_LIMITS];
  start("controllerManager", [
    ...[...shared, `--secure-port=${managerPort}`, "--use-service-account-credentials=false", "--horizontal-pod-autoscaler-sync-period=1s"],
    ...[
      `--service-account-private-key-file=${path.join(folder, "service-account.key")}`,
      `--root-ca-file=${path.join(folder, "certificates", "apiserver.crt")}`,
    ],
  ]);
  start("scheduler", [...shared, `--secure-port=${schedulerPort}`]);
  const configuration = path.join(folder, "stages.yaml");
  if (stages !== undefined) {
    writeFileSync(configuration, stages);
  }
  const kwok = start("kwok", [
    ...[`--kubeconfig=${kubeconfig}`, "--manage-all-nodes=false", "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake"],
    ...["--node-lease-duration-seconds=40", `--server-address=127.0.0.1:${kwokPort}`],
    ...(stages === undefined ? [] : [`--config=${configuration}`]),
  ]);
  await ready(kwok, "kwok", async () => (await fetch(`http://127.0.0.1:${kwokPort}/readyz`)).ok);
  await ready(kwok, "the controller manager", async () => {
    const { status } = await client.request("GET", "/api/v1/namespaces/default/serviceaccounts/default");
    return status === 200;
  });
}

function apiClient({ url, token, certificate }) {
  const agent = new https.Agent({ keepAlive: true, ca: certificate });
  const send = (method, target, { body, contentType = "application/json", onResponse }) =>
    new Promise((resolve, reject) => {
      const content = body === undefined ? undefined : JSON.stringify(body);
      const headers = { accept: "application/json", authorization: `Bearer ${token}` };
      if (content !== undefined) {
        Object.assign(headers, { "content-type": contentType, "content-length": Buffer.byteLength(content) });
      }
      const request = https.request(`${url}${target}`, { method, headers, agent }, (response) => onResponse(response, resolve, reject));
      request.on("error", reject).end(content);
    });
  return {
    /** Resolves with `{ status, body, warnings }`, whatever the status is. A server-side apply is a PATCH with `application/apply-patch+yaml`. */
    request: (method, target, body, contentType) => send(method, target, { body, contentType, onResponse: wholeAnswer }),
    /** Calls `onEvent` with each event of a watch (`target` says `?watch=true`), until the function that it resolves with is called. */
    watch: (target, onEvent) => send("GET", target, { onResponse: (response, resolve, reject) => eachLine(response, onEvent, resolve, reject) }),
    close: () => agent.destroy(),
  };
}

function wholeAnswer(response, resolve, reject) {
  let text = "";
  response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  response.on("error", reject).on("end", () => {
    const json = response.headers["content-type"]?.startsWith("application/json") === true;
    resolve({ status: response.statusCode, body: json ? JSON.parse(text) : text, warnings: warningsOf(response) });
  });
}

/** The texts of the header, each of the form `299 - "text"`. */
function warningsOf(response) {
  return [...(response.headers.warning ?? "").matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, "$1"));
}

function eachLine(response, onEvent, resolve, reject) {
  if (response.statusCode !== 200) {
    wholeAnswer(response, ({ body }) => reject(new Error(`the watch was refused: ${body.message ?? body}`)), reject);
    return;
  }
  let line = "";
  response.setEncoding("utf8").on("data", (chunk) => {
    const complete = (line + chunk).split("\n");
    line = complete.pop();
    complete.forEach((each) => onEvent(JSON.parse(each)));
  });
  response.on("error", () => {});
  resolve(() => response.destroy());
}

/** JSON is YAML. */
function kubeconfigOf({ url, token, certificate }) {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "judge", cluster: { server: url, "certificate-authority-data": Buffer.from(certificate).toString("base64") } }],
    users: [{ name: "judge", user: { token } }],
    contexts: [{ name: "judge", context: { cluster: "judge", user: "judge" } }],
    "current-context": "judge",
  });
}
