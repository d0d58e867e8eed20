// Which part of the code may import which. The tables are the design; the rest turns them into rules of eslint-plugin-boundaries.
import boundaries from "eslint-plugin-boundaries";

/** Packages of ours that a package may import. Tests may import all of them. */
const packages = {
  components: [],
  policies: [],
  offline: [],
  cli: ["offline", "policies"],
};

/**
 * The folders of a package's `src`, in layers: a folder may import itself and the folders of earlier layers. The files of `src` itself may import all,
 * and no folder may import them.
 */
export const layers = {
  components: [["platform", "charts"], ["network", "observability", "provider"], ["nodes", "slo"], ["cluster", "vault"], ["workload"]],
  policies: [["data", "reports"], ["kernel"], ["aws", "kubernetes", "secrets"], ["rules"], ["packs"]],
  offline: [
    ["wire"],
    ["preloads"],
    ["result"],
    ["model"],
    ["schema", "project", "processes"],
    ["simulation", "analyzers"],
    ["engine"],
    ["preview"],
    ["testing"],
  ],
  cli: [["manifests", "reports"], ["commands"]],
};

/** Modules from npm that a package must not import, and why. */
const banned = {
  components: {
    modules: ["@pulumi/eks", "@pulumi/awsx"],
    because: "policies and previews can't see into it; build from the resources of @pulumi/aws and @pulumi/kubernetes",
  },
  policies: {
    modules: ["@pulumi/!(policy|pulumi)"],
    because: "a pack must start fast and fit any version of a provider's SDK; compare type tokens",
  },
};

/** Importing the whole of these costs every user hundreds of megabytes and seconds of type-checking. */
const deepOnly = ["@pulumi/aws", "@pulumi/kubernetes"];

const names = Object.keys(packages);

export function architecture({ tests }) {
  return [
    {
      files: ["packages/*/src/**/*.ts"],
      plugins: { boundaries },
      settings: {
        "import/resolver": { node: { extensions: [".ts", ".js", ".json"] } },
        "boundaries/elements": names.flatMap((name) => [...layers[name].flat().map((folder) => element(name, `/${folder}`)), element(name, "")]),
        "boundaries/flag-as-external": { inNodeModules: true, customSourcePatterns: ["@firmament/*"] },
        "boundaries/dependency-nodes": ["import", "export", "dynamic-import", "require"],
        "boundaries/legacy-templates": false,
      },
      rules: dependencies([...names.flatMap(betweenFolders), ...names.map(intoSources), ...names.flatMap(toModules)]),
    },
    {
      files: ["packages/*/src/**/*.ts"],
      ignores: tests,
      rules: {
        "no-restricted-imports": [
          "error",
          { paths: deepOnly.map((name) => ({ name, message: `Import what you need from a deep path below ${name}/.` })) },
        ],
      },
    },
    { files: ["packages/*/src/**/*.{test,fixtures}.ts"], rules: dependencies(names.map(intoSources)) },
  ];
}

function element(name, folder) {
  return { type: `${name}${folder}`, pattern: `packages/${name}/src${folder}`, partialMatch: false };
}

function dependencies(policies) {
  return { "boundaries/dependencies": ["error", { default: "allow", checkAllOrigins: true, policies }] };
}

function betweenFolders(name) {
  return layers[name].flatMap((layer, index) =>
    layer.map((folder) => {
      const allowed = [folder, ...layers[name].slice(0, index).flat()];
      const forbidden = layers[name].flat().filter((other) => !allowed.includes(other));
      return {
        from: { element: { type: `${name}/${folder}` } },
        disallow: { to: { element: { type: [name, ...forbidden.map((other) => `${name}/${other}`)] } } },
        message: `packages/${name}/src/${folder} may import only ${allowed.join(", ")}: see scripts/lint/architecture.mjs`,
      };
    }),
  );
}

function intoSources(name) {
  const others = names.filter((other) => other !== name).flatMap((other) => [other, `${other}/*`]);
  return {
    from: { element: { type: [name, `${name}/*`] } },
    disallow: { to: { element: { type: others } } },
    message: "another package is imported by its name, not by a path into its sources",
  };
}

function toModules(name) {
  const from = { element: { type: [name, `${name}/*`] } };
  const allowed = packages[name].map((other) => `@firmament/${other}`);
  const forbidden = names.map((other) => `@firmament/${other}`).filter((other) => !allowed.includes(other));
  const ours = {
    from,
    disallow: { to: { module: { source: forbidden } } },
    message: `${name} may import ${allowed.join(" and ") || "no other package of ours"}`,
  };
  const theirs = banned[name] && { from, disallow: { to: { module: { source: banned[name].modules } } }, message: banned[name].because };
  return theirs ? [ours, theirs] : [ours];
}
