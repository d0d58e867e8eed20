import type { PreviewResult } from "@firmament/offline";
import type { ReportedPack } from "@firmament/policies";

/**
 * The whole result, for programs. Everything but `timings` is the same from run to run. Ends with a newline.
 *
 * @param own What packs of ours have told: the violations that an exemption covers become `exempt`, and the types of resources that no
 *   rule of a pack was made for `unjudged`. Both are absent without such packs.
 */
export function jsonReport(result: PreviewResult, own: readonly ReportedPack[] = []): string {
  const exempt = own.flatMap(({ name, findings }) =>
    findings.filter(({ kind }) => kind === "exempt").map(({ kind: _, level: __, ...finding }) => ({ policyPack: name, ...finding })),
  );
  const unjudged = own.flatMap(({ name, unjudged: types = [] }) => types.map((one) => ({ policyPack: name, ...one })));
  return `${JSON.stringify(own.length === 0 ? result : { ...result, exempt, unjudged }, undefined, 2)}\n`;
}
