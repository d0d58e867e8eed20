"use strict";

const { servePack } = require("../../dist/kernel/serve");
const { secrets } = require("../../dist/packs/secrets");

servePack(secrets);
