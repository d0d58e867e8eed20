import { AwsGuard } from "@pulumi/awsguard";

new AwsGuard({ all: "advisory" });
