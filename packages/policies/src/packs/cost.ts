import type { Pack } from "../kernel/pack";
import { costRequiredTags } from "../rules/cost/cost-required-tags";

export const cost: Pack = {
  name: "firmament-cost",
  title: "Cost",
  description: "Every resource says who pays for it.",
  rules: [{ rule: costRequiredTags, level: "mandatory" }],
};
