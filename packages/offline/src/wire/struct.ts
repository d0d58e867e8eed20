import type * as jspb from "google-protobuf";
import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";
import { decodeStruct, encodeStruct } from "./structBytes";
import type { PropertyMap } from "./values";

/** From protobuf to properties; a missing struct is empty. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
  return (struct?.toJavaScript() ?? {}) as PropertyMap;
}

/** From properties to protobuf. Properties that are `undefined` are left out. */
export function toStruct(properties: PropertyMap): Struct {
  return new EncodedStruct(encodeStruct(properties));
}

/**
 * A struct that stays the bytes it is on the wire. The generated class makes a message, a map and an array of every value inside, which costs several
 * times what the properties themselves do, and the engine only hands structs on.
 */
export class EncodedStruct extends Struct {
  constructor(private readonly bytes: Uint8Array) {
    super();
  }

  override toJavaScript(): ReturnType<Struct["toJavaScript"]> {
    return decodeStruct(this.bytes) as ReturnType<Struct["toJavaScript"]>;
  }

  /** Only what the generated serialiser asks of it. */
  override getFieldsMap(): jspb.Map<string, Value> {
    const fields: Pick<jspb.Map<string, Value>, "getLength" | "serializeBinary"> = {
      getLength: () => this.bytes.length,
      serializeBinary: (_field, writer) => writer.writeSerializedMessage(this.bytes, 0, this.bytes.length),
    };
    return fields as jspb.Map<string, Value>;
  }
}
