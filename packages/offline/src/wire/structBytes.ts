/** `google.protobuf.Struct` in protobuf's binary form, straight from and to property values. */
import { BackwardWriter, ByteReader, kinds, tagOf } from "./protobuf";
import type { PropertyMap, PropertyValue } from "./values";

const STRUCT_FIELDS = tagOf(1, kinds.delimited);
const ENTRY_KEY = tagOf(1, kinds.delimited);
const ENTRY_VALUE = tagOf(2, kinds.delimited);
const NULL = tagOf(1, kinds.varint);
const NUMBER = tagOf(2, kinds.fixed64);
const STRING = tagOf(3, kinds.delimited);
const BOOLEAN = tagOf(4, kinds.varint);
const STRUCT = tagOf(5, kinds.delimited);
const LIST = tagOf(6, kinds.delimited);
const LIST_VALUES = tagOf(1, kinds.delimited);

/** One for all: encoding never waits for anything. */
const writer = new BackwardWriter();

/** A struct's bytes, keys sorted, just as the generated class writes them. What is `undefined` is left out of objects, and is null in arrays. */
export function encodeStruct(properties: PropertyMap): Buffer {
  writeStruct(properties);
  return writer.take();
}

function writeStruct(properties: PropertyMap): void {
  const keys = Object.keys(properties).sort();
  for (let at = keys.length - 1; at >= 0; at--) {
    const key = keys[at] as string;
    const value = properties[key];
    if (value !== undefined) {
      const before = writer.written;
      writeValue(value);
      writer.header(ENTRY_VALUE, before);
      writer.text(ENTRY_KEY, key);
      writer.header(STRUCT_FIELDS, before);
    }
  }
}

function writeValue(value: PropertyValue | undefined): void {
  const before = writer.written;
  if (typeof value === "string") {
    writer.text(STRING, value);
  } else if (typeof value === "number") {
    writer.double(value);
    writer.byte(NUMBER);
  } else if (typeof value === "boolean") {
    writer.byte(value ? 1 : 0);
    writer.byte(BOOLEAN);
  } else if (value === undefined || value === null) {
    writer.byte(0);
    writer.byte(NULL);
  } else if (Array.isArray(value)) {
    for (let at = value.length - 1; at >= 0; at--) {
      const beforeItem = writer.written;
      writeValue(value[at]);
      writer.header(LIST_VALUES, beforeItem);
    }
    writer.header(LIST, before);
  } else {
    writeStruct(value);
    writer.header(STRUCT, before);
  }
}

/** The properties in a struct's bytes. */
export function decodeStruct(bytes: Uint8Array): PropertyMap {
  const reader = new ByteReader(bytes);
  return readStruct(reader, bytes.length);
}

function readStruct(reader: ByteReader, end: number): PropertyMap {
  const properties: PropertyMap = {};
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === STRUCT_FIELDS) {
      readEntry(reader, reader.end(), properties);
    } else {
      reader.skip(tag);
    }
  }
  return properties;
}

function readEntry(reader: ByteReader, end: number, properties: PropertyMap): void {
  let key = "";
  let value: PropertyValue = null;
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === ENTRY_KEY) {
      key = reader.text();
    } else if (tag === ENTRY_VALUE) {
      value = readValue(reader, reader.end());
    } else {
      reader.skip(tag);
    }
  }
  if (key === "__proto__") {
    // An assignment would set the prototype and add no property.
    Object.defineProperty(properties, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    properties[key] = value;
  }
}

function readValue(reader: ByteReader, end: number): PropertyValue {
  let value: PropertyValue = null;
  while (reader.at < end) {
    const tag = reader.varint();
    switch (tag) {
      case STRING:
        value = reader.text();
        break;
      case NUMBER:
        value = reader.double();
        break;
      case BOOLEAN:
        value = reader.varint() !== 0;
        break;
      case STRUCT:
        value = readStruct(reader, reader.end());
        break;
      case LIST:
        value = readList(reader, reader.end());
        break;
      default:
        reader.skip(tag);
    }
  }
  return value;
}

function readList(reader: ByteReader, end: number): PropertyValue[] {
  const values: PropertyValue[] = [];
  while (reader.at < end) {
    const tag = reader.varint();
    if (tag === LIST_VALUES) {
      values.push(readValue(reader, reader.end()));
    } else {
      reader.skip(tag);
    }
  }
  return values;
}
