import { TeamBucket } from "@acme/naming";

export const arns = ["search", "billing"].map((team) => new TeamBucket(`${team}-data`, { team }).bucket.arn);
