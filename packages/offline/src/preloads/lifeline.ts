/**
 * Loaded before anything else in a child process: ends it, and what it has started, when its parent is gone, however the parent ended. The parent holds the
 * other end of file descriptor 3, which the operating system closes with it.
 */
import { Socket } from "node:net";

const FILE_DESCRIPTOR = 3;
const parent = Number(process.env.FIRMAMENT_LIFELINE_PARENT);

if (process.ppid === parent) {
  const lifeline = new Socket({ fd: FILE_DESCRIPTOR, readable: true, writable: false });
  lifeline.on("error", end);
  lifeline.on("close", end);
  lifeline.resume();
  // It must not keep a program alive that has finished.
  lifeline.unref();
} else if (!Number.isNaN(parent) && !isAlive(parent)) {
  // The parent ended before this process came this far.
  end();
}

function end(): void {
  try {
    // The parent gave this process a group of its own.
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
