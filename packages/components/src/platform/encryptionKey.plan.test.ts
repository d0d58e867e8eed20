import * as fc from "fast-check";
import { aliasName } from "./encryptionKey.plan";

/** What Pulumi takes in the names of projects and stacks. */
const pulumiName = fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/);
const componentName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/);

test.each([
  ["shop", "production", "core-cluster", "alias/shop/production/core-cluster"],
  ["shop", "Feature_17", "core-cluster", "alias/shop/Feature_17/core-cluster"],
  // An alias has no dots.
  ["shop", "eu.production.1", "core-cluster", "alias/shop/eu-production-1/core-cluster-802e5a10"],
  // `alias/aws/` is AWS's own.
  ["aws", "production", "core-cluster", "alias/aws-production/core-cluster-b90297e2"],
])("a key of the project %s and the stack %s named %s has the alias %s", (project, stack, name, alias) => {
  expect(aliasName(project, stack, name)).toBe(alias);
});

test("an alias is one that KMS takes: of its characters, at most 256 of them, and not one of AWS", () => {
  fc.assert(
    fc.property(fc.oneof(pulumiName, fc.constant("aws")), pulumiName, componentName, (project, stack, name) => {
      const alias = aliasName(project, stack, name);
      expect(alias).toMatch(/^alias\/[A-Za-z0-9/_-]+$/);
      expect(alias).not.toMatch(/^alias\/aws\//);
      expect(alias.length).toBeLessThanOrEqual(256);
    }),
  );
});

test("an alias of 256 characters is left as it is, and a longer one is cut and still unlike others that begin the same", () => {
  const name = "n".repeat(256 - "alias/shop/production/".length);
  expect(aliasName("shop", "production", name)).toBe(`alias/shop/production/${name}`);
  const [one, other] = [aliasName("shop", "production", `${name}1`), aliasName("shop", "production", `${name}2`)];
  expect(one).toHaveLength(256);
  expect(one).toMatch(/^alias\/shop\/production\/n+-[0-9a-f]{8}$/);
  expect(other).not.toBe(one);
});

test("two keys of an account never have the same alias", () => {
  const part = fc.stringMatching(/^[a.-]{1,4}$/);
  const triple = fc.tuple(part, part, part);
  fc.assert(
    fc.property(triple, triple, (one, other) => {
      fc.pre(one.join("/") !== other.join("/"));
      expect(aliasName(...one)).not.toBe(aliasName(...other));
    }),
  );
});
