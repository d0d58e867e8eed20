import { type RuleFixtures, manifests } from "../../../test-support/fixtures";

const pod = (image: string): ReturnType<typeof manifests> =>
  manifests(`{ apiVersion: v1, kind: Pod, metadata: { name: orders }, spec: { containers: [{ name: web, image: "${image}" }] } }`);

const at = "at spec.containers[0].image";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "the tag latest",
      resources: pod("ghcr.io/acme/orders:latest"),
      findings: [
        `orders: container web runs ghcr.io/acme/orders:latest, a tag that moves from release to release\n${at}\nfix: give the image the tag of a release, or a digest`,
      ],
    },
    {
      title: "an image without a tag, on a registry with a port",
      resources: pod("localhost:5000/orders"),
      findings: [
        `orders: container web runs localhost:5000/orders, which has no tag and so means latest\n${at}\nfix: give the image the tag of a release, or a digest`,
      ],
    },
    {
      title: "a tag that names no version",
      resources: pod("redis:alpine"),
      findings: [`orders: container web runs redis:alpine, whose tag names no version\n${at}\nfix: give the image the tag of a release, or a digest`],
    },
    {
      title: "a tag where a digest is asked for",
      resources: pod("ghcr.io/acme/orders:1.9.2"),
      config: { requireDigest: true },
      findings: [`orders: container web runs ghcr.io/acme/orders:1.9.2, which is not pinned to a digest\n${at}\nfix: add the digest: @sha256:…`],
    },
    {
      title: "a tag that is said to move",
      resources: pod("orders:1.x"),
      config: { movingTags: ["1.x"] },
      findings: [
        `orders: container web runs orders:1.x, a tag that moves from release to release\n${at}\nfix: give the image the tag of a release, or a digest`,
      ],
    },
  ],
  passes: [
    { title: "the tag of a release", resources: pod("ghcr.io/acme/orders:1.9.2") },
    {
      title: "a digest",
      resources: pod("ghcr.io/acme/orders:latest@sha256:2bb4f0cf1ab2c2bb35f0a3a1e09e5b44bd2b2d9c7b0d2f2e7c5a7d7d9b6b1a10"),
      config: { requireDigest: true },
    },
    { title: "no image, which an admission hook will set", resources: pod("") },
  ],
};
