/** What a reader wants of `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
export function typeAndName(urn: string): { type: string; name: string } {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1), name: name.join("::") };
}

/** `Bucket` for `aws:s3/bucket:Bucket`, `Provider aws` for `pulumi:providers:aws`. */
export function shortType(type: string): string {
  const last = type.slice(type.lastIndexOf(":") + 1);
  return type.startsWith("pulumi:providers:") ? `Provider ${last}` : last;
}
