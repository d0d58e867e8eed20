/**
 * Loaded before anything else in a child process: ends it when its parent is gone, however the parent ended. The parent holds the other end of file
 * descriptor 3, which the operating system closes with it.
 */
import { Socket } from "node:net";

const FILE_DESCRIPTOR = 3;

if (process.env.FIRMAMENT_LIFELINE_PARENT === String(process.ppid)) {
  const lifeline = new Socket({ fd: FILE_DESCRIPTOR, readable: true, writable: false });
  const end = (): never => process.kill(process.pid, "SIGKILL") as never;
  lifeline.on("error", end);
  lifeline.on("close", end);
  lifeline.resume();
  // It must not keep a program alive that has finished.
  lifeline.unref();
}
