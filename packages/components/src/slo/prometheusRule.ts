/** The specification of a `PrometheusRule`, and at the same time the content of a rule file as promtool reads it. */
export interface PrometheusRuleSpec {
  groups: RuleGroup[];
}

export interface RuleGroup {
  /** Unique within its rule file. */
  name: string;
  /** How often the group is evaluated, as a Prometheus duration. Default: Prometheus' own evaluation interval. */
  interval?: string;
  rules: (RecordingRule | AlertingRule)[];
}

export interface RecordingRule {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

export interface AlertingRule {
  alert: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}
