"use strict";

require("../dist/plugin");
