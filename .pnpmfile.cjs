"use strict";

// One test program brings a ts-node of its own. Without this pnpm would hand it, as the optional peer that it is, to every copy of the SDK.
module.exports = {
  hooks: {
    readPackage(manifest) {
      if (manifest.name === "@pulumi/pulumi") {
        delete manifest.peerDependencies["ts-node"];
        delete manifest.peerDependenciesMeta["ts-node"];
      }
      return manifest;
    },
  },
};
