"use strict";

const { PolicyPack, Secret } = require("@pulumi/policy");

/** Reports everything that a policy is told of a resource. */
function echo({ urn, type, name, props, opts, provider, stackTags, getConfig }, reportViolation) {
  const seen = { urn, type, name, props, opts, provider, tags: Object.fromEntries(stackTags.entries()), config: getConfig() };
  reportViolation(JSON.stringify(seen, (_, value) => (typeof value === "function" ? undefined : value)));
}

new PolicyPack(
  "rules",
  {
    enforcementLevel: "disabled",
    policies: [
      {
        name: "no-public-acl",
        description: "No bucket is public.",
        enforcementLevel: "mandatory",
        severity: "high",
        remediationSteps: "Leave acl out.",
        url: "https://example.com/no-public-acl",
        validateResource: ({ props }, reportViolation) => props.acl === "public-read" && reportViolation(`acl is ${props.acl}`),
      },
      {
        name: "named",
        description: "Buckets are named.",
        configSchema: {
          properties: {
            prefix: { type: "string", default: "acme-", minLength: 2 },
            most: { type: "integer", default: 3 },
            owner: { type: "string" },
          },
          required: ["prefix"],
        },
        validateResource: echo,
      },
      {
        name: "own-level",
        description: "",
        enforcementLevel: "mandatory",
        validateResource: (_, reportViolation) =>
          reportViolation({ message: "milder than the policy", severity: "low", enforcementLevel: "advisory" }),
      },
      { name: "echo", description: "Echo.", validateResource: echo },
      {
        name: "environment",
        description: "Environment.",
        validateResource(_, reportViolation) {
          const variables = Object.entries(process.env).filter(([key]) =>
            /^PULUMI_(CONFIG$|NODEJS_|ORGANIZATION|PROJECT|STACK|DRY_RUN)|^NODE_OPTIONS$/.test(key),
          );
          reportViolation(JSON.stringify({ ...Object.fromEntries(variables.sort()), cwd: process.cwd() === __dirname }));
        },
      },
      {
        name: "arn",
        description: "",
        enforcementLevel: "mandatory",
        validateResource: ({ props, isType }, reportViolation) => props.arn === "bad" && reportViolation("bad arn"),
      },
      {
        name: "throws",
        description: "",
        enforcementLevel: "mandatory",
        validateResource({ props }) {
          if (props.explode) {
            throw new TypeError("the rule is broken");
          }
          if (props.exit) {
            console.error("out of luck");
            process.exit(3);
          }
        },
      },
      {
        name: "tags",
        description: "Buckets have tags.",
        remediateResource({ props }) {
          props.tags = { ...props.tags, team: "web" };
          return props;
        },
        validateResource: ({ props }, reportViolation) => props.tags?.team === undefined && reportViolation("no team"),
      },
      {
        name: "untouched",
        description: "Changes nothing.",
        remediateResource: ({ props }) => props,
        validateResource: (_, reportViolation) => reportViolation("still wrong"),
      },
      {
        name: "password",
        description: "Makes passwords secret.",
        remediateResource({ props }) {
          props.password = new Secret(props.password ?? "generated");
          return props;
        },
      },
      {
        name: "needs-arn",
        description: "",
        remediateResource: ({ props }) => ({ ...props, copy: props.arn }),
      },
      {
        name: "stack-size",
        description: "The stack is small.",
        validateStack({ resources, getConfig }, reportViolation) {
          resources.forEach((resource) => {
            const { urn, parent, dependencies, propertyDependencies, provider, props, opts } = resource;
            const names = (list) => list.map(({ name }) => name);
            const property = Object.fromEntries(Object.entries(propertyDependencies).map(([key, list]) => [key, names(list)]));
            const seen = {
              parent: parent?.name,
              dependencies: names(dependencies),
              property,
              provider: provider?.name,
              props,
              parentOption: opts.parent,
            };
            reportViolation(JSON.stringify(seen), urn);
          });
          reportViolation("of the whole stack");
          reportViolation("of something else", "urn:pulumi:dev::shop::a:b:C::nowhere");
        },
      },
      {
        name: "stack-arn",
        description: "",
        validateStack: ({ resources }, reportViolation) => resources.some(({ props }) => props.arn === "bad") && reportViolation("bad arn"),
      },
    ],
  },
  { "own-level": "disabled", named: { enforcementLevel: "disabled", most: 5 } },
);
