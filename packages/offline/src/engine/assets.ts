import { hashAsset } from "../wire/assets";
import { ARCHIVE, ASSET, OUTPUT, type PropertyMap, SECRET, SIGNATURE, mapSigned, mapValues } from "../wire/values";

/** Adds to each asset and archive the hash of its content, as the stock engine does on receipt. */
export function withAssetHashes(properties: PropertyMap, workingDirectory: string): PropertyMap {
  return mapValues(properties, (value, key) =>
    mapSigned(value, (signed, recurse) => {
      switch (signed[SIGNATURE]) {
        case ASSET:
        case ARCHIVE:
          return hashAsset(signed, workingDirectory, key);
        case SECRET:
        case OUTPUT:
          return signed.value === undefined ? signed : { ...signed, value: recurse(signed.value) };
        default:
          return signed;
      }
    }),
  );
}
