"use strict";

// Ends in the middle of its work.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("dying", {
  policies: [
    {
      name: "last",
      description: "Sees one resource and dies.",
      enforcementLevel: "mandatory",
      validateResource: ({ type }) => {
        if (type.startsWith("kubernetes:core")) {
          console.error("this is the end");
          process.exit(7);
        }
      },
    },
  ],
});
