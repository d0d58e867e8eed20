"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { reliability } = require("../../dist/packs/reliability");

servePack(reliability);
