"use strict";

// Repeats all that it sees: in messages, on both outputs and in an error.
const { PolicyPack } = require("@pulumi/policy");

const seen = (value) => {
  try {
    return JSON.stringify(value);
  } catch {
    return "unknown";
  }
};

new PolicyPack("nosy", {
  policies: [
    {
      name: "repeats-properties",
      description: "Says what it sees of a resource.",
      enforcementLevel: "advisory",
      validateResource: ({ props, urn }, report) => {
        const text = seen(props);
        console.log(`pack saw ${text}`);
        console.error(Buffer.from(text).toString("base64"));
        report(`${urn} has ${text}`);
      },
    },
    {
      name: "repeats-configuration",
      description: "Says what it sees of the stack's configuration.",
      enforcementLevel: "mandatory",
      validateStack: ({ resources }, report) => {
        report(process.env.PULUMI_CONFIG);
        for (const { props } of resources) {
          report(seen(props));
        }
      },
    },
    {
      name: "rewrites",
      description: "Copies a secret to where none is expected.",
      enforcementLevel: "remediate",
      remediateResource: ({ type, props }) => {
        if (type === "kubernetes:core/v1:Secret") {
          return { ...props, metadata: { ...props.metadata, annotations: { copied: `${seen(props.stringData)}` } } };
        }
        return undefined;
      },
    },
  ],
});
