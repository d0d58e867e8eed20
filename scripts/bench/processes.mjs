// What Linux knows of a process: /proc/<pid>/status and /proc/<pid>/stat.
import { readFileSync } from "node:fs";

/** Clock ticks a second, the same on every Linux of today. */
const TICKS = 100;

/** The most memory that a process has had at once, in MB, and its processor time in seconds; undefined when it is gone. */
export function usage(pid) {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    const times = fields(pid);
    // A process that has ended and that nobody has waited for yet has no memory any more.
    return peak === null ? undefined : { memory: Number(peak[1]) / 1024, cpu: times.own / TICKS };
  } catch {
    return undefined;
  }
}

/** The processor time of this process and of all its children that have ended, in seconds. */
export function processorTime() {
  const times = fields("self");
  return (times.own + times.children) / TICKS;
}

function fields(pid) {
  // The command's name, in brackets, may hold anything.
  const [, rest] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
  const [user, system, childrenUser, childrenSystem] = rest.split(" ").slice(11, 15).map(Number);
  return { own: user + system, children: childrenUser + childrenSystem };
}
