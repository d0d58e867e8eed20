/** Protobuf's binary form by hand, for the few messages that are most of the traffic. */

/** How a field's value is written: an integer of seven bits a byte, so many bits, or a length and so many bytes. */
export const kinds = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

/** What goes before a field's value. */
export function tagOf(field: number, kind: (typeof kinds)[keyof typeof kinds]): number {
  return (field << 3) | kind;
}

/** Writes from the end to the beginning: a message's length goes before it, and so is known when its turn comes. */
export class BackwardWriter {
  private buffer = Buffer.allocUnsafeSlow(64 * 1024);
  /** How many bytes there are so far. */
  written = 0;

  /** The bytes written; the writer is then empty again. */
  take(): Buffer {
    const bytes = Buffer.from(this.buffer.subarray(this.buffer.length - this.written));
    this.written = 0;
    return bytes;
  }

  byte(value: number): void {
    const at = this.claim(1);
    this.buffer[at] = value;
  }

  double(value: number): void {
    const at = this.claim(8);
    this.buffer.writeDoubleLE(value, at);
  }

  text(tag: number, value: string): void {
    const before = this.written;
    const at = this.claim(Buffer.byteLength(value));
    this.buffer.write(value, at);
    this.header(tag, before);
  }

  /** The tag and the length of all that was written since `before`. */
  header(tag: number, before: number): void {
    let length = this.written - before;
    let size = 2;
    for (let rest = length; rest > 0x7f; rest >>>= 7) {
      size++;
    }
    let at = this.claim(size);
    this.buffer[at++] = tag;
    for (; length > 0x7f; length >>>= 7) {
      this.buffer[at++] = (length & 0x7f) | 0x80;
    }
    this.buffer[at] = length;
  }

  /** Makes room before what is there; returns where it begins. */
  private claim(size: number): number {
    if (this.written + size > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.buffer.length + size);
      this.buffer.copy(larger, larger.length - this.written, this.buffer.length - this.written);
      this.buffer = larger;
    }
    this.written += size;
    return this.buffer.length - this.written;
  }
}

export class ByteReader {
  readonly buffer: Buffer;
  /** The next byte to read. */
  at = 0;

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.buffer.readUInt8(this.at++);
      value += (byte & 0x7f) * factor;
      if (byte <= 0x7f) {
        return value;
      }
    }
  }

  double(): number {
    this.at += 8;
    return this.buffer.readDoubleLE(this.at - 8);
  }

  /** Where the message that begins here ends. */
  end(): number {
    const length = this.varint();
    return this.at + length;
  }

  text(): string {
    const end = this.end();
    const text = this.buffer.toString("utf8", this.at, end);
    this.at = end;
    return text;
  }

  /** Goes past the value of a field. */
  skip(tag: number): void {
    switch (tag & 7) {
      case kinds.varint:
        this.varint();
        break;
      case kinds.fixed64:
        this.at += 8;
        break;
      case kinds.delimited:
        this.at = this.end();
        break;
      case kinds.fixed32:
        this.at += 4;
        break;
      default:
        throw new Error(`protobuf: a field of kind ${tag & 7} at byte ${this.at}`);
    }
  }
}

/** Splits a message in two: what it has in one field that holds a message, and all the rest. A field that comes in several parts means the parts joined. */
export function splitMessage(bytes: Uint8Array, field: number): { value: Buffer; rest: Buffer } {
  const reader = new ByteReader(bytes);
  const values: Buffer[] = [];
  const rest: Buffer[] = [];
  let from = 0;
  while (reader.at < reader.buffer.length) {
    const start = reader.at;
    const tag = reader.varint();
    if (tag === tagOf(field, kinds.delimited)) {
      const end = reader.end();
      values.push(reader.buffer.subarray(reader.at, end));
      rest.push(reader.buffer.subarray(from, start));
      reader.at = end;
      from = end;
    } else {
      reader.skip(tag);
    }
  }
  return { value: Buffer.concat(values), rest: Buffer.concat([...rest, reader.buffer.subarray(from)]) };
}
