"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { slo } = require("../../dist/packs/slo");

servePack(slo);
