import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { PreviewError } from "../result/errors";

/** The figures of Pulumi's passphrase secrets provider. */
const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** What the provider encrypts beside the salt, to tell a wrong passphrase. */
const CHECK = "pulumi";

/** The passphrase that the CLI would use without asking; undefined when there is none. It may be empty. */
export function findPassphrase(env: NodeJS.ProcessEnv): string | undefined {
  const file = env.PULUMI_CONFIG_PASSPHRASE_FILE;
  if (env.PULUMI_CONFIG_PASSPHRASE !== undefined || !file) {
    return env.PULUMI_CONFIG_PASSPHRASE;
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new PreviewError("bad-config", `PULUMI_CONFIG_PASSPHRASE_FILE can't be read: ${(error as Error).message}`);
  }
}

/**
 * Makes the decryption function of a stack from its `encryptionsalt`, which is `v1:<salt>:v1:<nonce>:<ciphertext>` in base64: PBKDF2 with SHA-256 makes
 * the key of AES-256-GCM from salt and passphrase, and the ciphertext is of a known word. Undefined when the passphrase is not the right one.
 */
export function passphraseDecrypter(salt: string, passphrase: string): ((ciphertext: string) => string | undefined) | undefined {
  const [version, encodedSalt = "", ...check] = salt.split(":");
  if (version !== "v1") {
    return undefined;
  }
  const key = pbkdf2Sync(passphrase, Buffer.from(encodedSalt, "base64"), ITERATIONS, KEY_BYTES, "sha256");
  const decrypt = (ciphertext: string): string | undefined => decryptValue(ciphertext, key);
  return decrypt(check.join(":")) === CHECK ? decrypt : undefined;
}

function decryptValue(value: string, key: Buffer): string | undefined {
  const [version, encodedNonce = "", encodedText = ""] = value.split(":");
  const nonce = Buffer.from(encodedNonce, "base64");
  const text = Buffer.from(encodedText, "base64");
  if (version !== "v1" || nonce.length !== NONCE_BYTES || text.length < TAG_BYTES) {
    return undefined;
  }
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(text.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(text.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
