import { describeRule } from "../../../test-support/contract";
import { UNKNOWN, judgeStack } from "../../../test-support/judge";
import { sloAlertRouted } from "./slo-alert-routed";
import { fixtures } from "./slo-alert-routed.fixtures";

describeRule(sloAlertRouted, fixtures);

it("only advises a subscription, which may have been made by hand", () => {
  const outcomes = judgeStack(sloAlertRouted, [
    { type: "aws:sns/topic:Topic", name: "pages", properties: {} },
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "errors",
      properties: { alarmActions: [UNKNOWN] },
      dependencies: { alarmActions: ["pages"] },
    },
  ]);
  expect(outcomes.map(({ name, level }) => [name, level])).toEqual([["pages", "advisory"]]);
});
