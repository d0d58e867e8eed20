import { accountOf, partitionOf } from "./partition.plan";

describe("a region", () => {
  it.each([
    ["eu-west-1", "aws", "amazonaws.com"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
    ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
  ])("%s is in the partition %s, whose services end in %s", (region, id, dnsSuffix) => expect(partitionOf(region)).toEqual({ id, dnsSuffix }));
});

it("finds the account in an ARN", () => expect(accountOf("arn:aws:iam::123456789012:role/platform/Admin")).toBe("123456789012"));
