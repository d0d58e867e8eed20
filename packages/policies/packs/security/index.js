"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { security } = require("../../dist/packs/security");

servePack(security);
