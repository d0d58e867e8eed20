import type { Pack } from "../kernel/pack";
import { secretsHardcodedSensitiveProperty } from "../rules/secrets/secrets-hardcoded-sensitive-property";
import { secretsKnownToken } from "../rules/secrets/secrets-known-token";

export const secrets: Pack = {
  name: "firmament-secrets",
  title: "Secrets",
  description: "No secret stands in a program, in its plain configuration, or in the open in a resource.",
  rules: [
    { rule: secretsHardcodedSensitiveProperty, level: "mandatory" },
    { rule: secretsKnownToken, level: "mandatory" },
  ],
};
