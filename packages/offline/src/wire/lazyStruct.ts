import type * as jspb from "google-protobuf";
import { decodeStruct, encodeStruct } from "./structBytes";
import type { PropertyMap } from "./values";

/** Where a struct keeps its bytes as long as nobody has asked for its fields. */
const BYTES = Symbol("bytes");

interface Struct {
  [BYTES]?: Uint8Array;
  getFieldsMap(lazily?: boolean): jspb.Map<string, unknown>;
  toJavaScript(): PropertyMap;
}

/** Releases of the library differ in these. */
type Reader = Omit<jspb.BinaryReader, "getBuffer"> & { getBuffer?(): Uint8Array };
type Writer = Partial<Pick<jspb.BinaryWriter, "writeSerializedMessage">>;

/** What is used of the generated class `google.protobuf.Struct`. */
export interface StructClass {
  new (): Struct;
  prototype: Struct;
  deserializeBinaryFromReader(struct: Struct, reader: Reader): Struct;
  serializeBinaryToWriter(struct: Struct, writer: Writer): void;
  fromJavaScript(value: object | null): Struct;
}

/**
 * Has the generated class keep a struct as the bytes that it is on the wire until somebody asks for its fields. It would make a message, a map and an array of
 * every value inside, which the SDK only turns into plain values, or makes of them. What the SDK never does shows the difference: cloning a message, comparing two,
 * or making one into an array finds no fields.
 */
export function keepBytes(generated: StructClass): void {
  const { deserializeBinaryFromReader, serializeBinaryToWriter, fromJavaScript, prototype } = generated;
  const { getFieldsMap, toJavaScript } = prototype;

  generated.deserializeBinaryFromReader = (struct, reader) => {
    const buffer = reader.getBuffer?.();
    if (buffer === undefined) {
      return deserializeBinaryFromReader(struct, reader);
    }
    const start = reader.getCursor();
    while (reader.nextField() && !reader.isEndGroup()) {
      reader.skipField();
    }
    struct[BYTES] = buffer.slice(start, reader.getCursor());
    return struct;
  };
  generated.serializeBinaryToWriter = (struct, writer) => {
    const bytes = struct[BYTES];
    if (bytes === undefined || writer.writeSerializedMessage === undefined) {
      serializeBinaryToWriter(struct, writer);
    } else {
      writer.writeSerializedMessage(bytes, 0, bytes.length);
    }
  };
  generated.fromJavaScript = (value) => {
    if (value === null || !isPlain(value)) {
      return fromJavaScript(value);
    }
    const struct = new generated();
    struct[BYTES] = encodeStruct(value as PropertyMap);
    return struct;
  };
  prototype.toJavaScript = function () {
    return this[BYTES] === undefined ? toJavaScript.call(this) : decodeStruct(this[BYTES]);
  };
  prototype.getFieldsMap = function (lazily) {
    const bytes = this[BYTES];
    if (bytes === undefined) {
      return getFieldsMap.call(this, lazily);
    }
    this[BYTES] = undefined;
    const fields = getFieldsMap.call(this);
    getFieldsMap.call(fromJavaScript(decodeStruct(bytes))).forEach((value, key) => fields.set(key, value));
    return fields;
  };
}

/** Whether the generated class would take the value as we do. It has words of its own for what can't be sent, and ways of its own with what is seldom sent. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return true;
    case "object":
      return value === null || (Array.isArray(value) ? Array.from(value).every(isPlain) : isPlainObject(value));
    default:
      return false;
  }
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isPlain);
}
