import { describeRule } from "../../../test-support/contract";
import { UNKNOWN, judgeResource } from "../../../test-support/judge";
import { relAwsAsgHealth } from "./rel-aws-asg-health";
import { fixtures } from "./rel-aws-asg-health.fixtures";

describeRule(relAwsAsgHealth, fixtures);

it("rel-aws-asg-health does not say that a group is behind a load balancer while that is not known", () => {
  const properties = { targetGroupArns: UNKNOWN, minSize: 1, maxSize: 1 };
  expect(judgeResource(relAwsAsgHealth, { type: "aws:autoscaling/group:Group", properties }).map(({ kind }) => kind)).toEqual(["undetermined"]);
  const known = { ...properties, loadBalancers: ["web"], healthCheckType: "ELB" };
  expect(judgeResource(relAwsAsgHealth, { type: "aws:autoscaling/group:Group", properties: known })).toEqual([]);
});
