// The fixtures of Kubernetes' own Pod Security admission: pods that its standards refuse, and pods that they let pass.
import path from "node:path";
import { goModule } from "../lib/goModule.mjs";
import { root } from "../lib/shell.mjs";

/** The folder `fixtures`: `<standard>/<version>/pass` and `fail`. */
export async function podSecurity(say = () => {}) {
  const { at, version } = await goModule({
    name: "pod-security",
    module: "k8s.io/pod-security-admission",
    directory: path.join(root, "test", "judges", "pod-security", "rig"),
    folder: path.join("test", "testdata"),
    title: "the fixtures of Pod Security admission",
    say,
  });
  return {
    fixtures: at,
    parts: [{ name: "Pod Security admission", version, note: "its fixtures, from its Go module; the Kubernetes judge runs it" }],
  };
}
