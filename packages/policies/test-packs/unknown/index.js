"use strict";

// Reads an unknown property in the way that the SDK gives policies, so that its own words can be compared with ours.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("unknown", {
  policies: [{ name: "reads-tags", description: "Reads.", enforcementLevel: "mandatory", validateResource: (args) => void args.props.tags.Owner }],
});
