import type { Problems } from "./problems";

/** What Pulumi appends to a logical name to make a physical one: a hyphen and seven hex digits. */
const AUTONAME_SUFFIX = 8;

/** What every service takes in a name that our children are called by: SQS, KMS and Auto Scaling's hooks no dots, EKS no other first character. */
const CHARACTERS = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Checks that a component's name can be part of its children's physical names. */
export function checkName(problems: Problems, name: string): void {
  problems.require(
    CHARACTERS.test(name),
    "name",
    `${JSON.stringify(name)} cannot be part of AWS names; use letters, digits, - and _, and start with a letter or digit`,
  );
}

/** The longest component name for which every physical name that Pulumi makes still fits. `longest` is the longest suffix that children of the kind get. */
export function checkNameBudget(problems: Problems, name: string, what: string, longest: string, limit: number): void {
  const room = limit - AUTONAME_SUFFIX - `-${longest}`.length;
  problems.require(
    name.length <= room,
    "name",
    `${JSON.stringify(name)} has ${name.length} characters; the ${what} "${name}-${longest}" leaves room for ${room} (AWS allows ${limit}, Pulumi adds ${AUTONAME_SUFFIX}); choose a shorter name`,
  );
}
