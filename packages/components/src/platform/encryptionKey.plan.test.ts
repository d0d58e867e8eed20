import { aliasName } from "./encryptionKey.plan";

test.each([
  ["production", "alias/core-cluster-production"],
  ["Feature_17", "alias/core-cluster-Feature_17"],
  // KMS: ^alias/[a-zA-Z0-9/_-]+$
  ["eu.production.1", "alias/core-cluster-eu-production-1"],
])("a key of the stack %s has the alias %s", (stack, name) => {
  expect(aliasName("core-cluster", stack)).toBe(name);
});
