/** What is wrong with a container image's reference, or undefined when it always means the same image: it has a digest, or a tag that is not `latest`. */
export function imageProblem(image: string): string | undefined {
  const quoted = JSON.stringify(image);
  if (!/^[\w][\w.\-/:@]*$/.test(image)) {
    return `image ${quoted} is no image reference; write it as registry.example.com/team/service:1.2.3`;
  }
  if (/@sha256:[0-9a-f]{64}$/.test(image)) {
    return undefined;
  }
  // A colon before the last slash belongs to the registry's port.
  const [, tag] = image.slice(image.lastIndexOf("/") + 1).split(":");
  return tag === undefined || tag === "" || tag === "latest" || image.includes("@")
    ? `image ${quoted} is not pinned; give it a tag other than latest, or a digest`
    : undefined;
}
