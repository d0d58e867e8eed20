import type { Problems } from "./problems";

/** What Pulumi appends to a logical name to make a physical one: a hyphen and seven hex digits. */
const AUTONAME_SUFFIX = 8;

/** The longest component name for which every physical name that Pulumi makes still fits. `longest` is the longest suffix that children of the kind get. */
export function checkNameBudget(problems: Problems, name: string, what: string, longest: string, limit: number): void {
  const room = limit - AUTONAME_SUFFIX - `-${longest}`.length;
  problems.require(
    name.length <= room,
    "name",
    `${JSON.stringify(name)} has ${name.length} characters; the ${what} "${name}-${longest}" leaves room for ${room} (AWS allows ${limit}, Pulumi adds ${AUTONAME_SUFFIX}); choose a shorter name`,
  );
}
