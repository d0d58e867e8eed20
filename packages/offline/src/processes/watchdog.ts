import { type ChildProcess, spawn } from "node:child_process";

/** Reads `+ group` and `- group`, and when its input ends, kills the groups that were not taken back. */
const SCRIPT = `groups=" "
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) case $groups in *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;; esac ;;
  esac
done
for group in $groups; do kill -9 "-$group"; done`;

let watchdog: ChildProcess | undefined;
const guarded = new Set<number>();

/**
 * Has a process group killed should this process be killed outright: a shell of its own notices, when the operating system closes the pipe to it. It also
 * works when the group's processes are too busy to notice themselves, as the lifeline preload does.
 */
export function guard(group: number): void {
  if (process.platform === "win32") {
    return;
  }
  if (watchdog === undefined) {
    watchdog = spawn("/bin/sh", ["-c", SCRIPT], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
    // Without a shell there is still the lifeline.
    watchdog.on("error", () => undefined);
    watchdog.stdin?.on("error", () => undefined);
    watchdog.unref();
  }
  guarded.add(group);
  watchdog.stdin?.write(`+ ${group}\n`);
}

/** Takes back `guard`: the group is gone, and its number may soon be another's. */
export function unguard(group: number): void {
  if (guarded.delete(group)) {
    watchdog?.stdin?.write(`- ${group}\n`);
  }
  if (guarded.size === 0) {
    watchdog?.stdin?.end();
    watchdog = undefined;
  }
}
