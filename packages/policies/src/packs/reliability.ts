import type { Pack } from "../kernel/pack";
import { relAwsAsgHealth } from "../rules/reliability/rel-aws-asg-health";
import { relAwsBackups } from "../rules/reliability/rel-aws-backups";
import { relAwsMultiAz } from "../rules/reliability/rel-aws-multi-az";
import { relAwsSubnetSpread } from "../rules/reliability/rel-aws-subnet-spread";
import { relHpa } from "../rules/reliability/rel-hpa";
import { relImagePinned } from "../rules/reliability/rel-image-pinned";
import { relMinReplicas } from "../rules/reliability/rel-min-replicas";
import { relMonitoringEnabled } from "../rules/reliability/rel-monitoring-enabled";
import { relPdbPresent } from "../rules/reliability/rel-pdb-present";
import { relPdbValid } from "../rules/reliability/rel-pdb-valid";
import { relProbes } from "../rules/reliability/rel-probes";
import { relResourceLimits } from "../rules/reliability/rel-resource-limits";
import { relRollbackPlan } from "../rules/reliability/rel-rollback-plan";
import { relRolloutStrategy } from "../rules/reliability/rel-rollout-strategy";
import { relSpread } from "../rules/reliability/rel-spread";
import { relStatefulProtection } from "../rules/reliability/rel-stateful-protection";

export const reliability: Pack = {
  name: "firmament-reliability",
  title: "Reliability",
  description: "No single pod, node, zone or deployment takes a service down.",
  rules: [
    { rule: relProbes, level: "mandatory" },
    { rule: relResourceLimits, level: "mandatory" },
    { rule: relImagePinned, level: "mandatory" },
    { rule: relRolloutStrategy, level: "mandatory" },
    { rule: relRollbackPlan, level: "mandatory" },
    { rule: relMinReplicas, level: "mandatory" },
    { rule: relPdbPresent, level: "mandatory" },
    { rule: relPdbValid, level: "mandatory" },
    { rule: relHpa, level: "mandatory" },
    { rule: relSpread, level: "mandatory" },
    { rule: relAwsMultiAz, level: "mandatory" },
    { rule: relAwsBackups, level: "mandatory" },
    { rule: relAwsSubnetSpread, level: "advisory" },
    { rule: relAwsAsgHealth, level: "advisory" },
    { rule: relStatefulProtection, level: "advisory" },
    { rule: relMonitoringEnabled, level: "advisory" },
  ],
};
