"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { cost } = require("../../dist/packs/cost");

servePack(cost);
