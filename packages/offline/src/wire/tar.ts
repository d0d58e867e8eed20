/**
 * The tar stream that the stock engine hashes: what Go's `archive/tar` writes for a header with nothing but a name, a size and mode 0600. POSIX ustar where the
 * name fits, else with a pax header before it.
 */

const BLOCK = 512;
const NAME_SIZE = 100;
const PREFIX_SIZE = 155;
const REGULAR = "0";
const EXTENDED = "x";

/** The header of a file: one block, or three or more for a name that ustar can't hold. */
export function tarHeader(name: string, size: number): Buffer {
  const ascii = isAscii(name);
  if (ascii && Buffer.byteLength(name) <= NAME_SIZE) {
    return block({ name, size, mode: 0o600, type: REGULAR, device: true });
  }
  const split = ascii ? splitName(name) : undefined;
  if (split !== undefined) {
    return block({ name: split.suffix, prefix: split.prefix, size, mode: 0o600, type: REGULAR, device: true });
  }
  const record = Buffer.from(paxRecord("path", name));
  return Buffer.concat([
    block({ name: trimSlashes(toAscii(extendedName(name)).slice(0, NAME_SIZE)), size: record.length, mode: 0, type: EXTENDED, device: false }),
    record,
    tarPadding(record.length),
    block({ name: toAscii(name), size, mode: 0o600, type: REGULAR, device: true }),
  ]);
}

/** What follows a file's content, up to the next whole block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The end of a tar stream. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

interface Fields {
  name: string;
  prefix?: string;
  size: number;
  mode: number;
  type: string;
  /** Go fills in the device numbers of a file, but not those of an extended header. */
  device: boolean;
}

function block(fields: Fields): Buffer {
  const header = Buffer.alloc(BLOCK);
  text(header, 0, NAME_SIZE, fields.name);
  octal(header, 100, 8, fields.mode);
  octal(header, 108, 8, 0);
  octal(header, 116, 8, 0);
  octal(header, 124, 12, fields.size);
  octal(header, 136, 12, 0);
  header.write(fields.type, 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  if (fields.device) {
    octal(header, 329, 8, 0);
    octal(header, 337, 8, 0);
  }
  text(header, 345, PREFIX_SIZE, fields.prefix ?? "");
  // The checksum is taken with spaces in its own place.
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
  return header;
}

/** Text that is too long is cut; a cut must not leave a slash at the end, which would make a directory of the file. */
function text(header: Buffer, offset: number, length: number, value: string): void {
  const bytes = Buffer.from(value);
  bytes.copy(header, offset, 0, Math.min(bytes.length, length));
  if (bytes.length > length && header[offset + length - 1] === 0x2f) {
    header[offset + trimSlashes(value.slice(0, length - 1)).length] = 0;
  }
}

function octal(header: Buffer, offset: number, length: number, value: number): void {
  header.write(value.toString(8).padStart(length - 1, "0"), offset, "latin1");
}

/** ustar keeps the end of a long name in one field and its beginning in another, parted at a slash. */
function splitName(name: string): { prefix: string; suffix: string } | undefined {
  const searched = name.length > PREFIX_SIZE + 1 ? PREFIX_SIZE + 1 : name.endsWith("/") ? name.length - 1 : name.length;
  const slash = name.slice(0, searched).lastIndexOf("/");
  const suffixLength = name.length - slash - 1;
  if (slash <= 0 || slash > PREFIX_SIZE || suffixLength === 0 || suffixLength > NAME_SIZE) {
    return undefined;
  }
  return { prefix: name.slice(0, slash), suffix: name.slice(slash + 1) };
}

/** `dir/PaxHeaders.0/file` */
function extendedName(name: string): string {
  const slash = name.lastIndexOf("/");
  const directory = name.slice(0, slash + 1).replace(/\/+$/, "");
  const parts = [directory, "PaxHeaders.0", name.slice(slash + 1)].filter((part) => part !== "");
  return parts.join("/");
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const restLength = Buffer.byteLength(rest);
  let length = restLength + String(restLength).length;
  if (String(length).length > String(restLength).length) {
    length += 1;
  }
  return `${length}${rest}`;
}

function isAscii(value: string): boolean {
  return /^[\u0001-\u007f]*$/.test(value);
}

function toAscii(value: string): string {
  return value.replace(/[^\u0001-\u007f]/g, "");
}

function trimSlashes(value: string): string {
  return value.replace(/\/+$/, "");
}
