import { imageProblem } from "./image.plan";

const digest = `sha256:${"0a".repeat(32)}`;

test.each([
  "ghcr.io/acme/orders:1.9.2",
  "orders:1.9.2",
  "localhost:5000/orders:v1",
  `ghcr.io/acme/orders@${digest}`,
  `ghcr.io/acme/orders:latest@${digest}`,
])("WL-07: %s is pinned", (image) => {
  expect(imageProblem(image)).toBeUndefined();
});

test.each(["orders", "orders:latest", "ghcr.io/acme/orders", "localhost:5000/orders", "orders:", "orders:1@sha256:0a"])(
  "WL-07: %s is not pinned",
  (image) => {
    expect(imageProblem(image)).toBe(`image "${image}" is not pinned; give it a tag other than latest, or a digest`);
  },
);

test.each(["", "orders 1.0", "https://ghcr.io/ü"])("%j is no image", (image) => {
  expect(imageProblem(image)).toBe(`image ${JSON.stringify(image)} is no image reference; write it as registry.example.com/team/service:1.2.3`);
});
