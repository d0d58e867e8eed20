import type { Pack } from "../kernel/pack";
import { costAsgTagPropagation } from "../rules/cost/cost-asg-tag-propagation";
import { costK8sOverprovisionedRequests } from "../rules/cost/cost-k8s-overprovisioned-requests";
import { costK8sRequiredLabels } from "../rules/cost/cost-k8s-required-labels";
import { costLaunchTemplateTagSpecs } from "../rules/cost/cost-launch-template-tag-specs";
import { costRequiredTags } from "../rules/cost/cost-required-tags";
import { costTagValues } from "../rules/cost/cost-tag-values";

export const cost: Pack = {
  name: "firmament-cost",
  title: "Cost",
  description: "Every resource says who pays for it.",
  rules: [
    { rule: costRequiredTags, level: "mandatory" },
    { rule: costTagValues, level: "mandatory" },
    { rule: costAsgTagPropagation, level: "mandatory" },
    { rule: costLaunchTemplateTagSpecs, level: "advisory" },
    { rule: costK8sRequiredLabels, level: "mandatory" },
    { rule: costK8sOverprovisionedRequests, level: "advisory" },
  ],
};
