// The Node language host of the stock CLI, for machines where the official one can't be had: a program and a policy pack start through the SDK's own runners.
// The CLI starts it as `pulumi-language-nodejs <engine address>` and reads its port from the first line.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { root } from "../../../scripts/lib/shell.mjs";
import { unary } from "./unary.mjs";

const require = createRequire(path.join(root, "packages", "offline", "package.json"));
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

/** The SDK's runner exits with this code when it has already logged why. */
const ERROR_LOGGED = 32;

let engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const children = new Set();

const methods = {
  handshake: unary((request) => {
    engineAddress = request.getEngineAddress() || engineAddress;
    return new language.LanguageHandshakeResponse();
  }),
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
  getPluginInfo: unary(() => new PluginInfo().setVersion("0.1.0")),
  about: unary(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
  getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
  installDependencies: (call) => call.end(),
  run: unary(run),
  runPlugin,
  cancel: unary(() => {
    endChildren();
    return new Empty();
  }),
};

async function run(request) {
  const info = request.getInfo();
  const directory = info.getProgramDirectory();
  const { typescript = true, tsconfig, nodeargs = [] } = info.getOptions()?.toJavaScript() ?? {};
  const config = Object.fromEntries(request.getConfigMap().entries());
  const args = [
    ...(Array.isArray(nodeargs) ? nodeargs : nodeargs.split(" ")),
    runner("run", directory),
    ...["--monitor", request.getMonitorAddress(), "--engine", engineAddress],
    ...["--organization", request.getOrganization(), "--project", request.getProject(), "--stack", request.getStack()],
    ...["--root-directory", info.getRootDirectory(), "--pwd", request.getPwd() || directory],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ...["--parallel", String(request.getParallel())],
    info.getEntryPoint(),
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
  const child = start(args, { cwd: directory, env, stdio: ["ignore", "inherit", "inherit"] });
  const [code, signal] = await new Promise((resolve) => child.on("close", (...exit) => resolve(exit)));
  const response = new language.RunResponse();
  if (code === ERROR_LOGGED) {
    response.setBail(true);
  } else if (code !== 0) {
    response.setError(`Program exited with non-zero exit code: ${code ?? signal}`);
  }
  return response;
}

function runPlugin(call) {
  const request = call.request;
  const directory = request.getInfo().getProgramDirectory();
  const analyzer = request.getKind() === "analyzer";
  const env = { ...process.env, ...Object.fromEntries(request.getEnvList().map(assignment)) };
  const { typescript = true } = request.getInfo().getOptions()?.toJavaScript() ?? {};
  env.PULUMI_NODEJS_TYPESCRIPT = String(typescript);
  const args = analyzer
    ? [runner("run-policy-pack", directory), ...request.getArgsList(), directory]
    : [runner("run-plugin", directory), directory, ...request.getArgsList()];
  const child = start(args, { cwd: analyzer ? directory : request.getPwd(), env });
  child.stdout.on("data", (bytes) => call.write(new language.RunPluginResponse().setStdout(bytes)));
  child.stderr.on("data", (bytes) => call.write(new language.RunPluginResponse().setStderr(bytes)));
  child.on("close", (code) => {
    call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

function runner(name, directory) {
  return require.resolve(`@pulumi/pulumi/cmd/${name}`, { paths: [directory] });
}

function assignment(line) {
  const at = line.indexOf("=");
  return [line.slice(0, at), line.slice(at + 1)];
}

function start(args, options) {
  const child = spawn(process.execPath, args, options);
  children.add(child);
  child.on("close", () => children.delete(child));
  return child;
}

function endChildren() {
  children.forEach((child) => child.kill("SIGKILL"));
}

process.on("exit", endChildren);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit(1));
}
// A CLI that was killed can't say so.
const { ppid } = process;
setInterval(() => process.ppid !== ppid && process.exit(1), 500).unref();

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, methods);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  console.log(port);
});
