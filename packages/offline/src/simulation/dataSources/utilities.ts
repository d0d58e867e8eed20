import { Identifiers } from "../identifiers";
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
          certPem: "",
          isCa: kind === "root",
          issuer: "",
          maxPathLength: kind === "root" ? -1 : 0,
          notAfter: "",
          notBefore: "",
          publicKeyAlgorithm: "",
          serialNumber: "",
          sha1Fingerprint: identifiers.hex(40, kind),
          signatureAlgorithm: "",
          subject: "",
          version: 3,
        })),
        id: identifiers.hex(40),
      };
    },
  },
};
