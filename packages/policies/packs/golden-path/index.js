"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { goldenPath } = require("../../dist/packs/golden-path");

servePack(goldenPath);
