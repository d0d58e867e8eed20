import { flag, texts } from "../../kernel/options";
import { resourceRule } from "../../kernel/rule";
import { podOf, podRunners } from "../../kubernetes/pods";

/**
 * Every image names the version that runs: by a digest, or by a tag that is not moved from release to release. A tag without a digit (`alpine`, `stable`)
 * names no version.
 */
export const relImagePinned = resourceRule({
  id: "rel-image-pinned",
  title: "Pinned images",
  severity: "medium",
  must: "name the version of each image",
  because: "what runs would change without a deployment, differ between pods, and have nothing to roll back to",
  fix: "give the image the tag of a release, or a digest",
  appliesTo: podRunners,
  config: {
    movingTags: texts("Tags that are moved from release to release.", ["latest", "main", "master", "edge", "nightly"]),
    requireDigest: flag("Whether only a digest will do.", false),
  },
  check: ({ resource, config, report, attempt }) => {
    for (const { name, property } of podOf(resource)?.containers ?? []) {
      attempt(() => {
        const image = property.at("image");
        const reference = image.string()?.trim() ?? "";
        if (reference === "" || reference.includes("@")) {
          return;
        }
        // The host before the first slash may have a port.
        const [, tag] = /:([^:/]+)$/.exec(reference) ?? [];
        const detail = { path: image.path };
        if (config.requireDigest) {
          report(`container ${name} runs ${image.shown()}, which is not pinned to a digest`, { ...detail, fix: "add the digest: @sha256:…" });
        } else if (tag === undefined) {
          report(`container ${name} runs ${image.shown()}, which has no tag and so means latest`, detail);
        } else if (config.movingTags.includes(tag)) {
          report(`container ${name} runs ${image.shown()}, a tag that moves from release to release`, detail);
        } else if (!/\d/.test(tag)) {
          report(`container ${name} runs ${image.shown()}, whose tag names no version`, detail);
        }
      });
    }
  },
});
