import { PreviewError } from "../result/errors";
import { configKey } from "./configKey";
import { type ConfigValue, toConfigValue } from "./configValue";
import { readDocument } from "./document";
import { isEntries } from "./manifest";
import { problemsError, shown } from "./problems";

/** What Pulumi.<stack>.yaml says. */
export interface StackFile {
  file: string;
  /** By `namespace:name`. */
  values: Map<string, ConfigValue>;
  /** Of the passphrase provider. */
  encryptionSalt?: string;
  /** The URL of another secrets provider. */
  secretsProvider?: string;
  /** The ESC environments that more configuration comes from. */
  environments: string[];
}

export function readStackFile(file: string, project: string): StackFile {
  const raw = readDocument(file) ?? {};
  if (!isEntries(raw)) {
    throw new PreviewError("bad-project", `${file} holds no object`);
  }
  const problems: string[] = [];
  const { config, encryptionsalt: encryptionSalt, secretsprovider: secretsProvider, environment } = raw;
  const values = new Map<string, ConfigValue>();
  if (config != null && !isEntries(config)) {
    problems.push(`config: ${shown(config)} is not a table of configuration values`);
  }
  for (const [written, value] of Object.entries(isEntries(config) ? config : {})) {
    const key = configKey(written, project);
    if (key === undefined) {
      problems.push(`config.${written}: is not a configuration key, which is of the form key or namespace:key`);
    } else {
      values.set(key, toConfigValue(value));
    }
  }
  if (problems.length > 0) {
    throw problemsError("bad-project", file, problems);
  }
  return {
    file,
    values,
    ...(typeof encryptionSalt === "string" ? { encryptionSalt } : {}),
    ...(typeof secretsProvider === "string" ? { secretsProvider } : {}),
    environments: environmentNames(environment),
  };
}

/** A list of names, or a definition that imports some and may have values of its own. */
function environmentNames(environment: unknown): string[] {
  if (isEntries(environment)) {
    const imports = environmentNames(environment.imports);
    return isEntries(environment.values) ? [...imports, "its own values"] : imports;
  }
  const items: unknown[] = Array.isArray(environment) ? environment : [];
  return items.flatMap((item) => (typeof item === "string" ? [item] : isEntries(item) ? Object.keys(item) : []));
}
