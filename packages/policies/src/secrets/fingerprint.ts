import { pbkdf2Sync } from "node:crypto";

/** Enough that a list of common passwords takes as long to try as a page to read. */
const ITERATIONS = 20_000;
const BYTES = 4;

/**
 * Tells one secret from another without saying what it is: by 8 hexadecimal digits, the same in every run of a project. So an allow-list may name them,
 * and a reader sees that two findings are about the same value.
 */
export function fingerprintOf(secret: string, project: string): string {
  return pbkdf2Sync(secret, `firmament:${project}`, ITERATIONS, BYTES, "sha256").toString("hex");
}
