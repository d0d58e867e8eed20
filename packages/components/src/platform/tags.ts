import * as pulumi from "@pulumi/pulumi";
import type { Problems } from "./problems";

/**
 * Who pays for a resource and who answers for it. Every component that creates something taggable requires these, and writes them on every taggable
 * child as `CostCenter`, `Environment`, `Owner`, `Team` and `Service`.
 */
export interface PlatformTags {
  /** The cost centre that pays, such as `cc-1042`. */
  costCenter: string;
  /** The stage, such as `dev` or `production`. */
  environment: string;
  /** Who answers for it: an e-mail address or a group. */
  owner: string;
  /** The team that runs it. */
  team: string;
  /** The service that it belongs to. */
  service: string;
}

/** The keys as they stand on AWS resources, by the property that gives the value. */
export const TAG_KEYS = {
  costCenter: "CostCenter",
  environment: "Environment",
  owner: "Owner",
  team: "Team",
  service: "Service",
} as const satisfies Record<keyof PlatformTags, string>;

/** Letters, digits, spaces and `+ - = . _ : / @` in any script: what every AWS service takes. */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MAX_VALUE = 256;

/** Checks the tags of a component; problems are added under `path`. */
export function checkTags(problems: Problems, tags: PlatformTags | undefined, path = "tags"): void {
  if (!problems.require(tags !== undefined && tags !== null, path, "missing; give costCenter, environment, owner, team and service")) {
    return;
  }
  for (const property of Object.keys(TAG_KEYS) as (keyof PlatformTags)[]) {
    const value: unknown = tags?.[property];
    const at = `${path}.${property}`;
    if (value === undefined || value === null) {
      problems.add(at, `missing; every resource needs a ${TAG_KEYS[property]}`);
    } else if (typeof value !== "string" || value.trim() === "") {
      problems.add(
        at,
        `${JSON.stringify(value)} is ${typeof value === "string" ? "empty" : "no text"}; every resource needs a ${TAG_KEYS[property]}`,
      );
    } else {
      checkTagValue(problems, value, at);
    }
  }
}

/** Checks that AWS takes a text as the value of a tag. */
export function checkTagValue(problems: Problems, value: string, path: string): void {
  if (value.length > MAX_VALUE) {
    problems.add(path, `${value.length} characters, AWS allows ${MAX_VALUE}; shorten it`);
  } else if (!CHARACTERS.test(value)) {
    problems.add(path, `${JSON.stringify(value)} has characters that AWS refuses; use letters, digits, spaces and + - = . _ : / @`);
  } else if (/^aws:/i.test(value)) {
    problems.add(path, `${JSON.stringify(value)} starts with the reserved prefix "aws:"; choose another value`);
  }
}

/**
 * The AWS tags of a resource: the five keys, what manages it (`ManagedBy`, `Project`, `Stack`), and a `Name` where one is given. They are written on each
 * resource because a provider's default tags never reach Auto Scaling groups and what those launch.
 */
export function awsTags(tags: PlatformTags, name?: string): Record<string, string> {
  const result: Record<string, string> = {
    ...(name === undefined ? {} : { Name: name }),
    ManagedBy: "pulumi",
    Project: pulumi.getProject(),
    Stack: pulumi.getStack(),
  };
  for (const [property, key] of Object.entries(TAG_KEYS)) {
    result[key] = tags[property as keyof PlatformTags];
  }
  return result;
}

/** Whether the tags name a stage that gets the strict checks and the protection of production: `prod`, `production`, `prod-eu` … */
export function isProduction(tags: PlatformTags): boolean {
  return /^prod/i.test(tags.environment);
}
