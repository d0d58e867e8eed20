import { configFlags } from "./config";
import type { Project } from "./project";

/** The SDK's words when a program requires a configuration value that there is none of. */
const MISSING = /Missing required configuration variable '([^']+)'(?:\s+please set a value using the command `pulumi config set (--secret )?)?/g;

/** The next step for a program that failed for want of configuration values; undefined when it failed for another reason. */
export function explainMissingConfig(message: string, project: Pick<Project, "coverageGaps">): string | undefined {
  const keys = new Map<string, boolean>();
  for (const [, key = "", secret] of message.matchAll(MISSING)) {
    keys.set(key, secret !== undefined);
  }
  if (keys.size === 0) {
    return undefined;
  }
  const flags = configFlags([...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, secret]) => ({ key, secret })));
  const environment = project.coverageGaps.some(({ kind }) => kind === "environment") ? "; what Pulumi ESC would give is not known offline" : "";
  return `pass ${flags}${environment}`;
}
