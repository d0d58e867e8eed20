import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";
import { architecture } from "./scripts/lint/architecture.mjs";

const tests = ["packages/*/src/**/*.{test,fixtures}.ts", "packages/*/test-support/**/*.ts", "test/**/*.ts"];
const readonly = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default defineConfig(
  // Programs and packs in the styles of users, and what tools write.
  globalIgnores([
    "**/dist/",
    ".firmament/",
    "**/coverage/",
    "test/programs/*/",
    "test/consumer/project/",
    "test/packs/*/",
    "test/judges/*/awsguard/",
    "packages/*/test-packs/",
    "scripts/bench/*/",
  ]),

  js.configs.recommended,
  {
    plugins: { "@typescript-eslint": typescript.plugin },
    rules: {
      // Escape sequences and the bytes of archives are what some expressions are for.
      "no-control-regex": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-unused-vars": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", ignoreRestSiblings: true }],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: readonly(
        "Buffer",
        "URL",
        "clearInterval",
        "clearTimeout",
        "console",
        "fetch",
        "performance",
        "process",
        "setInterval",
        "setTimeout",
        "structuredClone",
      ),
    },
  },
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "commonjs", globals: readonly("__dirname", "__filename") },
  },

  {
    files: ["**/*.ts"],
    extends: [typescript.configs.recommended],
    languageOptions: { parserOptions: { project: "tsconfig.lint.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      // Walking from a node to its parents starts at `this`.
      "@typescript-eslint/no-this-alias": "off",
      // `import x = require()` is how CommonJS gets a module whose exports it may change.
      "@typescript-eslint/no-require-imports": ["error", { allowAsImport: true }],
      // Besides outputs in a template, this finds inputs and objects there, which Pulumi's own rules do not know.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
    },
  },

  ...architecture({ tests }),
);
