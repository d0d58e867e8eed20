import type { Input } from "@pulumi/pulumi";
import type { Problems } from "../platform/problems";

/** One key of a ConfigMap or Secret in the service's namespace. */
export interface KeyReference {
  /** The name of the ConfigMap or Secret. */
  name: Input<string>;
  key: string;
}

export interface EnvironmentInput {
  env?: Record<string, Input<string>>;
  config?: Record<string, KeyReference>;
  secrets?: Record<string, KeyReference>;
}

/** A container's environment variable as Kubernetes has it. */
export interface EnvironmentVariable {
  name: string;
  value?: Input<string>;
  valueFrom?: {
    fieldRef?: { fieldPath: string };
    configMapKeyRef?: { name: Input<string>; key: string };
    secretKeyRef?: { name: Input<string>; key: string };
  };
}

/** What Kubernetes takes as a key of a ConfigMap or Secret, besides `.` and what starts with `..`. */
const KEY = /^(?!\.\.|\.$)[-._A-Za-z0-9]{1,253}$/;
/** What it takes as the name of one. */
const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What the platform says itself, so that every service reports the same. */
const RESERVED = ["ENVIRONMENT", "NODE_NAME", "POD_NAME"];

export function checkEnvironment(problems: Problems, input: EnvironmentInput): void {
  const seen = new Map<string, string>();
  for (const property of ["env", "config", "secrets"] as const) {
    for (const name of Object.keys(input[property] ?? {})) {
      const path = `${property}.${name}`;
      problems.require(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), path, `${JSON.stringify(name)} is no variable's name; use letters, digits and _`);
      problems.require(!RESERVED.includes(name), path, `${name} is set by the platform; choose another name`);
      const other = seen.get(name);
      problems.require(other === undefined, path, `${name} is in ${other} as well; keep one of the two`);
      seen.set(name, property);
    }
  }
  for (const property of ["config", "secrets"] as const) {
    for (const [variable, reference] of Object.entries(input[property] ?? {})) {
      checkReference(problems, `${property}.${variable}`, reference);
    }
  }
}

function checkReference(problems: Problems, path: string, { name, key }: KeyReference): void {
  problems.require(
    typeof name !== "string" || NAME.test(name),
    `${path}.name`,
    `${JSON.stringify(name)} is no name of a ConfigMap or Secret; use lower-case letters, digits, - and .`,
  );
  problems.require(KEY.test(key), `${path}.key`, `${JSON.stringify(key)} is no key of a ConfigMap or Secret; use letters, digits, - _ and .`);
}

/** Whether the variable comes from a ConfigMap or Secret: a name that is there twice is refused by the API server. */
function given(input: EnvironmentInput, name: string): boolean {
  return [input.config, input.secrets].some((references) => references?.[name] !== undefined);
}

/** The variables of the container, the platform's first and the others by name. */
export function environmentVariables(environment: string, input: EnvironmentInput): EnvironmentVariable[] {
  const own: EnvironmentVariable[] = [
    ...Object.entries({ ...(given(input, "LOG_LEVEL") ? {} : { LOG_LEVEL: "info" }), ...input.env }).map(([name, value]) => ({ name, value })),
    ...Object.entries(input.config ?? {}).map(([name, { name: map, key }]) => ({ name, valueFrom: { configMapKeyRef: { name: map, key } } })),
    ...Object.entries(input.secrets ?? {}).map(([name, { name: secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
  ];
  return [
    { name: "ENVIRONMENT", value: environment },
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    ...own.sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
}
