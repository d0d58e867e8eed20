import type { PreviewFailure } from "@firmament/offline";
import { place } from "./source";
import type { Palette } from "./style";
import { typeAndName } from "./urn";

/** Why a preview failed, one after the other, each in its own words. */
export function failureReport(failures: readonly PreviewFailure[], colors: Palette): string {
  return failures
    .map(
      (failure) =>
        `${colors.red("error:")} ${failureSubject(failure)}\n${indent(failure.message)}\n${failure.hint === undefined ? "" : `\n  ${failure.hint}\n`}`,
    )
    .join("\n");
}

/** Such as `the program failed (index.ts:3)`. */
export function failureSubject(failure: PreviewFailure): string {
  const where = failure.source === undefined ? "" : ` (${place(failure.source)})`;
  switch (failure.origin) {
    case "program":
      return `the program failed${where}`;
    case "resource": {
      const { type, name } = typeAndName(failure.urn ?? "");
      return `${type} "${name}" can't be created${where}`;
    }
    case "policy-pack":
      return failure.policyPack === undefined ? "a policy pack failed" : `policy pack ${failure.policyPack} failed`;
  }
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}
