import * as pulumi from "@pulumi/pulumi";
import { imageProblem } from "./image.plan";

/**
 * The image as its container takes it. A plain one was checked with the other arguments; one that comes from another resource is checked when it is known,
 * and what uses it waits for that.
 */
export function pinnedImage(image: pulumi.Input<string>): pulumi.Input<string> {
  if (typeof image === "string") {
    return image;
  }
  return pulumi.output(image).apply((reference) => {
    const reason = imageProblem(reference);
    if (reason !== undefined) {
      throw new pulumi.InputPropertyError({ propertyPath: "image", reason });
    }
    return reference;
  });
}
