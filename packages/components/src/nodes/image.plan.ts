import type { Problems } from "../platform/problems";
import type { Architecture } from "./instanceTypes";

/** The newest release of the EKS images of Amazon Linux 2023 when this version was made, and the Kubernetes versions that it has an image for. */
export const IMAGE_RELEASE = { date: "20260714", kubernetesVersions: ["1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] };

/** Checks that the release has an image for the version, as far as we know. */
export function checkImage(problems: Problems, kubernetesVersion: string, release: string | undefined): void {
  problems.require(
    release !== undefined || IMAGE_RELEASE.kubernetesVersions.includes(kubernetesVersion),
    "amiRelease",
    `missing; release ${IMAGE_RELEASE.date}, the default, has no image for Kubernetes ${kubernetesVersion}; name a release that has, or an amiId`,
  );
}

/**
 * An image of one release, as a launch template takes it. EC2 resolves the parameter in the region that it launches in, so that nothing is looked up and
 * the same release means the same image everywhere.
 */
export function imageOfRelease(kubernetesVersion: string, architecture: Architecture, release: string = IMAGE_RELEASE.date): string {
  const image = `amazon-eks-node-al2023-${architecture}-standard-${kubernetesVersion}-v${release}`;
  return `resolve:ssm:/aws/service/eks/optimized-ami/${kubernetesVersion}/amazon-linux-2023/${architecture}/standard/${image}/image_id`;
}
