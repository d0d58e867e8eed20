import type { Pack } from "../kernel/pack";
import { secretsConfigmapContent } from "../rules/secrets/secrets-configmap-content";
import { secretsEnvLiteral } from "../rules/secrets/secrets-env-literal";
import { secretsHardcodedSensitiveProperty } from "../rules/secrets/secrets-hardcoded-sensitive-property";
import { secretsKnownToken } from "../rules/secrets/secrets-known-token";
import { secretsPlaintextConfig } from "../rules/secrets/secrets-plaintext-config";
import { secretsProviderCredentials } from "../rules/secrets/secrets-provider-credentials";
import { secretsUnwrappedSecret } from "../rules/secrets/secrets-unwrapped-secret";
import { secretsUserdata } from "../rules/secrets/secrets-userdata";

export const secrets: Pack = {
  name: "firmament-secrets",
  title: "Secrets",
  description: "No secret stands in a program, in its plain configuration, or in the open in a resource.",
  rules: [
    { rule: secretsHardcodedSensitiveProperty, level: "mandatory" },
    { rule: secretsKnownToken, level: "mandatory" },
    { rule: secretsPlaintextConfig, level: "mandatory" },
    { rule: secretsUnwrappedSecret, level: "mandatory" },
    { rule: secretsEnvLiteral, level: "mandatory" },
    { rule: secretsConfigmapContent, level: "mandatory" },
    { rule: secretsUserdata, level: "mandatory" },
    { rule: secretsProviderCredentials, level: "mandatory" },
  ],
};
