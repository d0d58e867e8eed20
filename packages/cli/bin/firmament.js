#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const path = require("node:path");

const main = path.join(__dirname, "..", "dist", "main.js");
if (!existsSync(main)) {
  console.error("error: this clone is not built yet\n\n  run npm run preview, which builds it first");
  process.exit(1);
}
require(main).main(process.argv.slice(2));
