import { looksGenerated } from "./shape";

/** Texts that name where a secret is, or stand for one that is put in later. */
const REFERENCES: readonly RegExp[] = [
  /^\[secret\b/, // what Pulumi, and an offline preview, show in place of one
  /^arn:[\w-]+:/,
  /\$\{[^}]*\}/, // ${VAR}, also as a part: postgres://app:${PASSWORD}@db
  /\$\([^)]*\)/, // $(VAR), $(command)
  /^\$[A-Z_][A-Z0-9_]*$/,
  /\{\{.*\}\}/s, // templates, {{resolve:secretsmanager:…}}
  /^%[A-Za-z_]\w*%$/,
  /^<[^<>]+>$/,
  /^(vault|ref\+\w+|op|ssm|sops|secret|secretref|secretkeyref|awssm|gcpsm|azurekeyvault|file|env):/i,
  /^projects\/[^/]+\/secrets\//,
  /^https?:\/\/[^\s:@/]+(:\d+)?(\/[^\s@]*)?$/, // an address without credentials
];

/** Values of settings that are named like secrets: `httpTokens: required`, `accessToken: hours`. */
const SETTINGS = new Set([
  "required",
  "optional",
  "enabled",
  "disabled",
  "none",
  "true",
  "false",
  "yes",
  "no",
  "auto",
  "default",
  "seconds",
  "minutes",
  "hours",
  "days",
  "bearer",
  "basic",
  "jwt",
  "opaque",
  "header",
  "query",
]);

/** The text is no secret but says where one is, or is the value of a setting. */
export function isReference(value: string): boolean {
  const trimmed = value.trim();
  const isPath = /^\.{0,2}\/[\w./-]*$/.test(trimmed) && !looksGenerated(trimmed);
  return trimmed === "" || isPath || SETTINGS.has(trimmed.toLowerCase()) || REFERENCES.some((pattern) => pattern.test(trimmed));
}

/** The name that an object in Kubernetes may have: what `secret: grafana-admin` or `secretName` names. */
export function isObjectName(value: string): boolean {
  return /^[a-z0-9]([a-z0-9./-]{0,250}[a-z0-9])?$/.test(value);
}
