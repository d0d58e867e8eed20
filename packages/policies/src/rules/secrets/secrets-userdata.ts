import { instanceStarters } from "../../secrets/places";
import { literalRule } from "../../secrets/rule";

/**
 * No secret is written into the user data of an instance, launch template, launch configuration or Spot request, in plain text or base64. It knows them by
 * the names that they are assigned to, line by line.
 */
export const secretsUserdata = literalRule(
  {
    id: "secrets-userdata",
    title: "No literals in user data",
    must: "keep secrets out of user data",
    because: "every process on the instance can read its user data, and so can all who may describe the instance",
    fix: "let the instance read it from Secrets Manager or the SSM parameter store, by the role of its instance profile",
    compliance: { cwe: ["CWE-312", "CWE-798"], wellArchitected: ["SEC02-BP03"] },
    appliesTo: instanceStarters,
  },
  "user-data",
);
