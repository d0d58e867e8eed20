import type { Pack } from "../kernel/pack";
import { sloAlertRouted } from "../rules/slo/slo-alert-routed";
import { sloAwsResourceAlarms } from "../rules/slo/slo-aws-resource-alarms";
import { sloBurnRateAlerts } from "../rules/slo/slo-burn-rate-alerts";
import { sloServiceHasSlo } from "../rules/slo/slo-service-has-slo";
import { sloWorkloadScraped } from "../rules/slo/slo-workload-scraped";

export const slo: Pack = {
  name: "firmament-slo",
  title: "Service levels",
  description: "Every service has an objective, and somebody is told before it is missed.",
  rules: [
    { rule: sloServiceHasSlo, level: "mandatory" },
    { rule: sloBurnRateAlerts, level: "mandatory" },
    { rule: sloAlertRouted, level: "mandatory" },
    { rule: sloAwsResourceAlarms, level: "advisory" },
    { rule: sloWorkloadScraped, level: "advisory" },
  ],
};
