import type { SimulatedType, Subject } from "./subject";

function digest(subject: Subject): string {
  return `sha256:${subject.hex(64, "image")}`;
}

/** An image's name without tag or digest. */
function repository(image: string): string {
  const name = image.split("@")[0] ?? image;
  const tag = name.indexOf(":", name.lastIndexOf("/") + 1);
  return tag < 0 ? name : name.slice(0, tag);
}

/** The `docker` and `docker-build` providers: images that were never built, under digests of the right form. */
export const dockerTypes: Readonly<Record<string, SimulatedType>> = {
  "docker:index/image:Image": {
    id: digest,
    attributes: {
      baseImageName: (subject) => subject.text("imageName"),
      repoDigest: (subject) => `${repository(subject.text("imageName"))}@${digest(subject)}`,
    },
  },
  "docker:index/remoteImage:RemoteImage": {
    id: (subject) => `${digest(subject)}${subject.text("name")}`,
    attributes: { imageId: digest, repoDigest: (subject) => `${repository(subject.text("name"))}@${digest(subject)}` },
  },
  "docker:index/registryImage:RegistryImage": { id: digest, attributes: { sha256Digest: digest } },
  "docker-build:index:Image": {
    id: digest,
    attributes: {
      digest,
      ref: (subject) => {
        const tags = subject.input("tags");
        const tag = Array.isArray(tags) ? tags[0] : undefined;
        return typeof tag === "string" ? `${tag}@${digest(subject)}` : undefined;
      },
    },
  },
};
