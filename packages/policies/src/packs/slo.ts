import type { Pack } from "../kernel/pack";
import { sloBurnRateAlerts } from "../rules/slo/slo-burn-rate-alerts";
import { sloServiceHasSlo } from "../rules/slo/slo-service-has-slo";

export const slo: Pack = {
  name: "firmament-slo",
  title: "Service levels",
  description: "Every service has an objective, and somebody is told before it is missed.",
  rules: [
    { rule: sloServiceHasSlo, level: "mandatory" },
    { rule: sloBurnRateAlerts, level: "mandatory" },
  ],
};
