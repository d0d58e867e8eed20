"use strict";

// Takes its time, another one each time, so that findings arrive in any order.
const { PolicyPack } = require("@pulumi/policy");

const soon = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 40));

const rule = (name, enforcementLevel) => ({
  name,
  description: "Objects have an owner.",
  enforcementLevel,
  validateResource: async ({ type, name: resource, props }, report) => {
    await soon();
    if (props.metadata?.labels?.["acme.com/fails"]) {
      throw new Error(`${resource} is too much`);
    }
    if (type.startsWith("kubernetes:")) {
      report("has no owner");
      report("has no team");
    }
  },
});

new PolicyPack("dawdling", {
  policies: [
    rule("owner", "mandatory"),
    rule("team", "advisory"),
    {
      name: "label",
      description: "Objects have a label.",
      enforcementLevel: "remediate",
      remediateResource: async ({ type, props }) => {
        await soon();
        return type.startsWith("kubernetes:core")
          ? { ...props, metadata: { ...props.metadata, annotations: { ...props.metadata?.annotations, checked: "true" } } }
          : undefined;
      },
    },
    {
      name: "count",
      description: "There are not many.",
      enforcementLevel: "advisory",
      validateStack: async ({ resources }, report) => {
        for (const { urn } of resources) {
          await soon();
          report("is one of many", urn);
        }
      },
    },
  ],
});
