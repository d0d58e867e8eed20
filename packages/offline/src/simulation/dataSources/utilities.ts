import { Identifiers } from "../identifiers";
import { UNKNOWN } from "../../wire/values";
import { type DataSource, type DataSources, text } from "./dataSource";

const image: DataSource = (args) => {
  const name = text(args, "name");
  if (name === undefined) {
    return undefined;
  }
  const digest = `sha256:${new Identifiers(`image ${name}`).hex(64)}`;
  return { id: digest, repoDigest: `${name.replace(/(:[^/@]+)?(@.*)?$/, "")}@${digest}`, sha256Digest: digest };
};

/** Data sources of small providers that programs use beside a cloud's. */
export const utilities: DataSources = {
  simulated: {
    "docker:index/getRegistryImage:getRegistryImage": image,
    "docker:index/getRemoteImage:getRemoteImage": image,
    // Programs take the fingerprint of an issuer's certificate for an OpenID Connect provider.
    "tls:index/getCertificate:getCertificate": (args) => {
      const identifiers = new Identifiers(`certificate ${String(args.url ?? args.content)}`);
      return {
        certificates: ["root", "leaf"].map((kind) => ({
          certPem: UNKNOWN,
          isCa: kind === "root",
          issuer: UNKNOWN,
          maxPathLength: UNKNOWN,
          notAfter: UNKNOWN,
          notBefore: UNKNOWN,
          publicKeyAlgorithm: UNKNOWN,
          serialNumber: UNKNOWN,
          sha1Fingerprint: identifiers.hex(40, kind),
          signatureAlgorithm: UNKNOWN,
          subject: UNKNOWN,
          version: 3,
        })),
        id: identifiers.hex(40),
      };
    },
  },
};
