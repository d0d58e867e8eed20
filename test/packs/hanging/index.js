"use strict";

// Never comes to the point, ignores being asked to end, and starts a process that does so too.
const { spawn } = require("node:child_process");

process.on("SIGTERM", () => {});
spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: "ignore" });
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
