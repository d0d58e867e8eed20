"use strict";

// Says all that a pack is told, so that two engines that tell a pack the same give the same messages; and changes buckets.
const { PolicyPack } = require("@pulumi/policy");

/** Reading an unknown throws, and so does writing out an object with one inside. */
function read(get) {
  try {
    const value = get();
    return typeof value === "function" ? undefined : JSON.parse(JSON.stringify(value ?? null));
  } catch (error) {
    return `<${error.message}>`;
  }
}

function told(properties) {
  return Object.fromEntries(
    Object.keys(properties)
      .sort()
      .map((key) => [key, read(() => properties[key])]),
  );
}

/** Fails where a bucket asks for it. */
function throwFor(prefix, properties) {
  if (read(() => properties.bucketPrefix) === prefix) {
    throw new Error(`the rule for ${prefix} is broken`);
  }
}

const urns = (resources) => resources.map(({ urn }) => urn).sort();

new PolicyPack("judge", {
  enforcementLevel: "advisory",
  policies: [
    {
      name: "broken",
      description: "Throws.",
      enforcementLevel: "remediate",
      remediateResource: ({ props }) => throwFor("throws-early-", props),
      validateResource: ({ props }) => throwFor("throws-", props),
    },
    {
      name: "broken-at-the-end",
      description: "Throws when all is there.",
      validateStack: ({ resources }) => resources.forEach(({ props }) => throwFor("throws-at-the-end-", props)),
    },
    {
      name: "told-of-resource",
      description: "",
      configSchema: { properties: { threshold: { type: "integer", default: 3 } } },
      validateResource({ urn, type, name, props, opts, provider, stackTags, getConfig }, reportViolation) {
        const { name: providerName, props: configuration = {} } = provider ?? {};
        const tags = Object.fromEntries(stackTags.entries());
        const seen = { urn, type, name, opts: told(opts), provider: providerName, configuration: told(configuration), tags, config: getConfig() };
        reportViolation(JSON.stringify({ ...seen, props: told(props) }));
      },
    },
    {
      name: "told-of-stack",
      description: "",
      validateStack({ resources }, reportViolation) {
        for (const { urn, parent, dependencies, propertyDependencies, provider, props, opts } of resources) {
          const byProperty = Object.fromEntries(
            Object.entries(propertyDependencies)
              .map(([key, list]) => [key, urns(list)])
              .sort(),
          );
          const seen = { parent: parent?.urn, dependencies: urns(dependencies), byProperty, provider: provider?.name, opts: told(opts) };
          reportViolation(JSON.stringify({ ...seen, props: told(props) }), urn);
        }
      },
    },
    {
      name: "team",
      description: "Buckets say whose they are.",
      enforcementLevel: "remediate",
      remediateResource({ type, props }) {
        if (type === "aws:s3/bucket:Bucket") {
          props.tags = { ...props.tags, Team: "storage" };
          return props;
        }
        return undefined;
      },
      // A remediation that does not help.
      validateResource: ({ props }, reportViolation) => props.bucketPrefix === "unowned-" && reportViolation("nobody's"),
    },
    {
      name: "names",
      description: "Some names are not for us.",
      enforcementLevel: "mandatory",
      severity: "high",
      validateResource: ({ props }, reportViolation) => props.bucketPrefix === "forbidden-" && reportViolation("that prefix is not for us"),
    },
  ],
});
