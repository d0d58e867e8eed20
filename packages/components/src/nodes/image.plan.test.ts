import { Problems } from "../platform/problems";
import { checkImage, IMAGE_RELEASE, imageOfRelease } from "./image.plan";

describe("the image of a node", () => {
  it("is, by default, of one release for every version that it was made for", () => {
    for (const version of IMAGE_RELEASE.kubernetesVersions) {
      expect(imageOfRelease(version, "x86_64", undefined)).toBe(
        `resolve:ssm:/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/x86_64/standard/amazon-eks-node-al2023-x86_64-standard-${version}-v20260714/image_id`,
      );
    }
  });

  it("is of the release named, and of the architecture of the types", () => {
    expect(imageOfRelease("1.36", "arm64", "20260923")).toBe(
      "resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/arm64/standard/amazon-eks-node-al2023-arm64-standard-1.36-v20260923/image_id",
    );
  });

  it("is not guessed for a version that is newer than the default release", () => {
    const check = (release: string | undefined) => {
      const problems = new Problems();
      checkImage(problems, "1.37", release);
      problems.throwIfAny("SpotMixedNodeGroup", "batch");
    };
    expect(() => check(undefined)).toThrow(
      'SpotMixedNodeGroup "batch": 1 problem\n  amiRelease: missing; release 20260714, the default, has no image for Kubernetes 1.37; name a release that has, or an amiId',
    );
    expect(() => check("20261101")).not.toThrow();
  });
});
