import { createHash, type Hash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { tarEnd, tarHeader, tarPadding } from "./tar";
import { ASSET, isObject, isSigned, mapValues, type PropertyValue, SIGNATURE, type Signed } from "./values";

/** Files that are archives themselves are hashed as they are. */
const archiveExtensions = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"];

/** The engine's bookkeeping folder, which is no part of an archive. */
const BOOKKEEPING = ".pulumi";

/**
 * Adds to an asset or archive the hash of its content that the stock engine puts on it: SHA-256 of the bytes, or of a tar stream of the files of a folder or of a
 * map of assets. What is on the network stays without a hash, and so does what contains it or a packed archive.
 *
 * @param key The property that holds it, for errors.
 * @throws an `Error` in the engine's own words when a file is missing or is not what it should be.
 */
export function hashAsset(signed: Signed, workingDirectory: string, key?: string): Signed {
  const whole = known(signed);
  if (isObject(whole.assets)) {
    whole.assets = mapValues(whole.assets, (part, name) => (isSigned(part) ? hashAsset(part, workingDirectory, name) : part));
  }
  if (typeof whole.hash === "string" && whole.hash !== "") {
    return whole;
  }
  try {
    const hash = signed[SIGNATURE] === ASSET ? assetHash(whole, workingDirectory) : archiveHash(whole, workingDirectory);
    return hash === undefined ? whole : { ...whole, hash };
  } catch (error) {
    const kind = signed[SIGNATURE] === ASSET ? "asset" : "archive";
    throw key === undefined ? error : new Error(`failed to compute ${kind} hash for "${key}": ${(error as Error).message}`);
  }
}

/** What the engine knows of an asset. SDKs send marks of their own beside it, which it does not pass on. */
function known(signed: Signed): Signed {
  const kept: Signed = { [SIGNATURE]: signed[SIGNATURE] };
  for (const key of ["hash", "assets", "text", "path", "uri"]) {
    const value = signed[key];
    if (value !== undefined && value !== null && value !== "") {
      kept[key] = value;
    }
  }
  return kept;
}

/** Thrown for content that can't be read without the network or without unpacking. */
class NotHashable extends Error {}

function assetHash(asset: Signed, workingDirectory: string): string | undefined {
  const hash = createHash("sha256");
  if (!isText(asset.path) && isText(asset.uri)) {
    return undefined;
  }
  addAsset(hash, asset, workingDirectory);
  return hash.digest("hex");
}

function archiveHash(archive: Signed, workingDirectory: string): string | undefined {
  const hash = createHash("sha256");
  if (isText(archive.path) && isPacked(archive.path)) {
    addFile(hash, openFile(absolute(archive.path, workingDirectory)));
    return hash.digest("hex");
  }
  const written = new Set<string>();
  try {
    addMembers(archive, workingDirectory, (name, size, addContent) => {
      if (!written.has(name)) {
        written.add(name);
        hash.update(tarHeader(name, size));
        addContent(hash);
        hash.update(tarPadding(size));
      }
    });
  } catch (error) {
    if (error instanceof NotHashable) {
      return undefined;
    }
    throw error;
  }
  hash.update(tarEnd());
  return hash.digest("hex");
}

type AddMember = (name: string, size: number, addContent: (hash: Hash) => void) => void;

/** The members of an archive in the engine's order: by the bytes of their names, folders where their own names stand. */
function addMembers(archive: Signed, workingDirectory: string, add: AddMember): void {
  if (isText(archive.path)) {
    addFolder(absolute(archive.path, workingDirectory), add);
    return;
  }
  if (isText(archive.uri)) {
    throw new NotHashable();
  }
  const assets = isObject(archive.assets) ? archive.assets : {};
  for (const name of Object.keys(assets).sort(byBytes)) {
    const part = assets[name];
    if (!isSigned(part)) {
      throw new Error(`archive member '${name}' is not an asset or archive`);
    }
    if (part[SIGNATURE] === ASSET) {
      if (!isText(part.path) && isText(part.uri)) {
        throw new NotHashable();
      }
      inMember("archive asset", name, () => add(name, assetSize(part, workingDirectory), (hash) => addAsset(hash, part, workingDirectory)));
    } else {
      if (isText(part.path) && isPacked(part.path)) {
        throw new NotHashable();
      }
      inMember("sub-archive", name, () =>
        addMembers(part, workingDirectory, (inner, size, content) => add(path.posix.join(name, inner), size, content)),
      );
    }
  }
}

function addFolder(root: string, add: AddMember): void {
  let entry: fs.Stats;
  try {
    entry = fs.statSync(root);
  } catch (error) {
    throw new Error(`couldn't read archive path '${root}': ${goError(error)}`);
  }
  if (!entry.isDirectory()) {
    throw new Error(`'${root}' is neither a recognized archive type nor a directory`);
  }
  // The engine does not follow a link at the root, and finds nothing behind it.
  if (!fs.lstatSync(root).isSymbolicLink()) {
    walk(root, "", add);
  }
}

function walk(root: string, folder: string, add: AddMember): void {
  if (path.basename(path.join(root, folder)) === BOOKKEEPING) {
    return;
  }
  const directory = path.join(root, folder);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true }).sort((left, right) => byBytes(left.name, right.name))) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const file = path.join(root, name);
    if (entry.isDirectory()) {
      walk(root, name, add);
    } else if (entry.name !== BOOKKEEPING && !(entry.isSymbolicLink() && statFile(file).isDirectory())) {
      add(name, statFile(file).size, (hash) => addFile(hash, openFile(file)));
    }
  }
}

/** An asset's text, or the file that it names. */
function addAsset(hash: Hash, asset: Signed, workingDirectory: string): void {
  if (isText(asset.path)) {
    addFile(hash, openAsset(absolute(asset.path, workingDirectory)));
  } else {
    hash.update(typeof asset.text === "string" ? asset.text : "");
  }
}

function assetSize(asset: Signed, workingDirectory: string): number {
  if (!isText(asset.path)) {
    return Buffer.byteLength(typeof asset.text === "string" ? asset.text : "");
  }
  const descriptor = openAsset(absolute(asset.path, workingDirectory));
  try {
    return fs.fstatSync(descriptor).size;
  } finally {
    fs.closeSync(descriptor);
  }
}

function openAsset(file: string): number {
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, "r");
  } catch (error) {
    throw new Error(`failed to open asset file '${file}': ${goError(error)}`);
  }
  if (fs.fstatSync(descriptor).isDirectory()) {
    fs.closeSync(descriptor);
    throw new Error(`asset path '${file}' is a directory; try using an archive`);
  }
  return descriptor;
}

function openFile(file: string): number {
  try {
    return fs.openSync(file, "r");
  } catch (error) {
    throw new Error(goError(error));
  }
}

function statFile(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    throw new Error(goError(error));
  }
}

/** Reads in pieces: an archive may be larger than memory. */
function addFile(hash: Hash, descriptor: number): void {
  const buffer = Buffer.allocUnsafe(1 << 16);
  try {
    for (let count = fs.readSync(descriptor, buffer); count > 0; count = fs.readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

function inMember(kind: string, name: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw error instanceof NotHashable ? error : new Error(`failed to expand ${kind} '${name}': ${(error as Error).message}`);
  }
}

/** A system error in the words of Go: `open /x/y: no such file or directory`. */
function goError(error: unknown): string {
  const { syscall, path: file, code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: "no such file or directory",
    EACCES: "permission denied",
    ENOTDIR: "not a directory",
    EISDIR: "is a directory",
    ELOOP: "too many levels of symbolic links",
  };
  return code === undefined ? message : `${syscall} ${file}: ${reasons[code] ?? message}`;
}

function absolute(file: string, workingDirectory: string): string {
  return path.isAbsolute(file) ? file : path.join(workingDirectory, file);
}

function isPacked(file: string): boolean {
  return archiveExtensions.some((extension) => file.endsWith(extension));
}

function isText(value: PropertyValue | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
