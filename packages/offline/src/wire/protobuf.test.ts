import { SourcePosition } from "@pulumi/pulumi/proto/source_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { splitMessage } from "./protobuf";
import { decodeStruct } from "./structBytes";
import { toStruct } from "./struct";
import type { PropertyMap } from "./values";

const OBJECT = 5;

function registration(): RegisterResourceRequest {
  return new RegisterResourceRequest()
    .setType("aws:s3/bucket:Bucket")
    .setName("logs")
    .setCustom(true)
    .setParent("urn:parent".repeat(50))
    .setDependenciesList(["a", "b"])
    .setVersion("7.48.0")
    .setSourceposition(new SourcePosition().setLine(7));
}

it("takes one field out of a message and leaves the rest as it is", () => {
  const { value, rest } = splitMessage(
    registration()
      .setObject(toStruct({ bucket: "logs" }))
      .serializeBinary(),
    OBJECT,
  );
  expect(decodeStruct(value)).toEqual({ bucket: "logs" });
  expect(rest).toEqual(Buffer.from(registration().serializeBinary()));
});

it("gives nothing for a field that is not there", () => {
  const { value, rest } = splitMessage(registration().serializeBinary(), OBJECT);
  expect(decodeStruct(value)).toEqual({});
  expect(rest).toEqual(Buffer.from(registration().serializeBinary()));
});

it("joins the parts of a field that comes in several", () => {
  const parts = [{ a: 1 }, { b: 2 } as PropertyMap].map((properties) =>
    new RegisterResourceRequest().setObject(toStruct(properties)).serializeBinary(),
  );
  const { value, rest } = splitMessage(Buffer.concat(parts), OBJECT);
  expect(decodeStruct(value)).toEqual({ a: 1, b: 2 });
  expect(rest).toHaveLength(0);
});
