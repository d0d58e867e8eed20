import * as pulumi from "@pulumi/pulumi";
import { preview, value } from "@firmament/offline/testing";
import { pinnedImage } from "./image";

test("WL-07: an image from another resource passes when it is known and pinned", async () => {
  const image = pinnedImage(pulumi.output("registry.example.com/orders:2.0.0"));
  expect(await value(pulumi.output(image))).toBe("registry.example.com/orders:2.0.0");
});

test("WL-07: one that is not pinned fails the program", async () => {
  await expect(preview(() => void pinnedImage(pulumi.output("registry.example.com/orders")))).rejects.toThrow(
    'image "registry.example.com/orders" is not pinned; give it a tag other than latest, or a digest',
  );
});
