import * as path from "node:path";
import { PreviewError } from "../result/errors";
import type { CoverageGap } from "../result/result";
import { configKey } from "./configKey";
import { hasType, typeName } from "./configType";
import { type ConfigValue, configText, decrypted, isSecure } from "./configValue";
import type { Declaration, Manifest } from "./manifest";
import { findPassphrase, passphraseDecrypter } from "./passphrase";
import { listed, problemsError, shown } from "./problems";
import type { StackFile } from "./stackFile";

export interface ConfigSources {
  manifest: Manifest;
  stack: string;
  stackFile: StackFile;
  /** Values that go before those of the stack's file: `key` or `namespace:key`. */
  overrides: Record<string, string>;
  /** The same, and secret. */
  secretOverrides: Record<string, string>;
  /** Where the passphrase is looked for. */
  env: NodeJS.ProcessEnv;
}

export interface ResolvedConfig {
  config: Record<string, string>;
  secretKeys: string[];
  coverageGaps: CoverageGap[];
}

interface Entry {
  value: ConfigValue;
  secret: boolean;
  from: "Pulumi.yaml" | "stack file" | "override";
  /** A placeholder stands for some of it, since it could not be decrypted. */
  opaque: boolean;
}

/**
 * Puts a stack's configuration together as the CLI does: overrides before the stack's file before Pulumi.yaml, checked against what Pulumi.yaml declares.
 * An override of a secret stays secret.
 *
 * @throws `PreviewError` "bad-config" with every problem: values that are missing or not of the declared type, a wrong passphrase. No secret is printed.
 */
export function resolveConfig(sources: ConfigSources): ResolvedConfig {
  const { manifest, stackFile } = sources;
  const declarations = new Map(manifest.declarations.map((declaration) => [declaration.key, declaration]));
  const entries = new Map<string, Entry>();
  const decrypt = decrypterOf(sources);
  for (const [key, value] of stackFile.values) {
    entries.set(key, readEntry(key, value, decrypt));
  }
  const override = (values: Record<string, string>, secret: boolean): void => {
    for (const [written, value] of Object.entries(values)) {
      const key = overrideKey(written, manifest.name);
      const stays = [entries.get(key), declarations.get(key)].some((known) => known?.secret);
      entries.set(key, { value, secret: secret || stays, from: "override", opaque: false });
    }
  };
  override(sources.overrides, false);
  override(sources.secretOverrides, true);

  const missing: Declaration[] = [];
  const problems: string[] = [];
  for (const declaration of manifest.declarations) {
    const { key, value } = declaration;
    if (value !== undefined && !entries.has(key)) {
      entries.set(key, { value, secret: declaration.secret, from: "Pulumi.yaml", opaque: false });
    }
    const entry = entries.get(key);
    if (entry !== undefined) {
      problems.push(...checkEntry(declaration, entry, stackFile));
    } else if (key.startsWith(`${manifest.name}:`)) {
      missing.push(declaration);
    }
  }
  report(sources, missing, problems);

  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    config: Object.fromEntries(sorted.map(([key, entry]) => [key, configText(entry.value)])),
    secretKeys: sorted.flatMap(([key, entry]) => (entry.secret ? [key] : [])),
    coverageGaps: coverageGaps(sources, sorted),
  };
}

/** The flags that would set the keys. */
export function configFlags(keys: readonly { key: string; secret: boolean }[]): string {
  return keys.map(({ key, secret }) => `${secret ? "--secret" : "--config"} ${key}=…`).join(" ");
}

function overrideKey(written: string, project: string): string {
  const key = configKey(written, project);
  if (key === undefined) {
    throw new PreviewError("bad-config", `${shown(written)} is not a configuration key`, "write key=value or namespace:key=value");
  }
  return key;
}

function readEntry(key: string, value: ConfigValue, decrypt: ReturnType<typeof decrypterOf>): Entry {
  const secret = isSecure(value);
  const plain = secret ? decrypted(value, (ciphertext) => (decrypt === undefined ? `[secret ${key}]` : decrypt(key, ciphertext))) : value;
  return { value: plain, secret, from: "stack file", opaque: secret && decrypt === undefined };
}

/** Undefined where the secrets can't be decrypted here. The key is only derived, which takes a while, when a value needs it. */
function decrypterOf({ stack, stackFile, env }: ConfigSources): ((key: string, ciphertext: string) => string) | undefined {
  const salt = stackFile.encryptionSalt;
  const passphrase = salt === undefined ? undefined : findPassphrase(env);
  if (salt === undefined || passphrase === undefined) {
    return undefined;
  }
  let decrypt: ReturnType<typeof passphraseDecrypter>;
  return (key, ciphertext) => {
    decrypt ??= passphraseDecrypter(salt, passphrase);
    if (decrypt === undefined) {
      throw new PreviewError(
        "bad-config",
        `incorrect passphrase for stack "${stack}"`,
        "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one; without either, placeholders stand for the secrets",
      );
    }
    const text = decrypt(ciphertext);
    if (text === undefined) {
      throw new PreviewError(
        "bad-config",
        `${stackFile.file}: ${key} can't be decrypted with this stack's passphrase`,
        `set it anew: pulumi config set --secret ${key}`,
      );
    }
    return text;
  };
}

function checkEntry({ key, type, secret }: Declaration, entry: Entry, stackFile: StackFile): string[] {
  if (type === undefined) {
    return [];
  }
  const place = entry.from === "stack file" ? path.basename(stackFile.file) : entry.from;
  const encrypted = entry.from === "stack file" && isSecure(stackFile.values.get(key) ?? null);
  if (secret && !encrypted && entry.from !== "override") {
    return [`${key}: is declared secret, but ${place} has it in plain text; encrypt it: pulumi config set --secret ${key}`];
  }
  // The CLI sees a plain value as text; an override has no other way to give a list or an object than as JSON.
  const value = entry.from === "override" ? (fromJson(entry.value) ?? entry.value) : entry.value;
  const structured = value !== null && typeof value === "object" ? value : configText(entry.value);
  if (entry.opaque || hasType(structured, type)) {
    return [];
  }
  return [`${key}: ${entry.secret ? "its secret value" : shown(structured)} (${place}) is not of the declared type ${typeName(type)}`];
}

function fromJson(value: ConfigValue): ConfigValue | undefined {
  try {
    return typeof value === "string" ? (JSON.parse(value) as ConfigValue) : undefined;
  } catch {
    return undefined;
  }
}

function report({ manifest, stack, stackFile }: ConfigSources, missing: Declaration[], problems: string[]): void {
  const lacking = missing.map(({ key, type, secret }) => {
    const kind = [...(type === undefined ? [] : [typeName(type)]), ...(secret ? ["secret"] : [])].join(", ");
    return `${key}${kind === "" ? "" : ` (${kind})`}: has no value, and Pulumi.yaml declares it without one`;
  });
  if (lacking.length + problems.length === 0) {
    return;
  }
  const environments = stackFile.environments.length === 0 ? "" : "; what Pulumi ESC would give is not known offline";
  const hint = `pass ${configFlags(missing)}, or set ${missing.length === 1 ? "it" : "them"} in ${path.basename(stackFile.file)}${environments}`;
  throw problemsError("bad-config", `stack "${stack}" of ${manifest.name}`, [...lacking, ...problems], missing.length === 0 ? undefined : hint);
}

function coverageGaps({ stackFile }: ConfigSources, entries: [string, Entry][]): CoverageGap[] {
  const file = path.basename(stackFile.file);
  const keeper = stackFile.secretsProvider === undefined ? "Pulumi Cloud" : stackFile.secretsProvider.replace(/:.*/, "");
  const remedy = (key: string): string =>
    stackFile.encryptionSalt === undefined
      ? `it is kept by ${keeper}; pass --secret ${key}=… for a value`
      : "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to decrypt it";
  const opaque = entries.filter(([, entry]) => entry.opaque).map(([key]) => key);
  const gaps: CoverageGap[] = opaque.map((key) => ({
    kind: "secret-config",
    message: `${key} in ${file} is encrypted, and a placeholder stands for it: ${remedy(key)}`,
  }));
  if (stackFile.environments.length > 0) {
    const message = `${file} takes configuration from Pulumi ESC (${listed(stackFile.environments)}), which can't be read offline: pass what the program needs with --config`;
    gaps.push({ kind: "environment", message });
  }
  return gaps;
}
