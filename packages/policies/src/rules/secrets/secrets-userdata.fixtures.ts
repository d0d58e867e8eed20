import type { RuleFixtures } from "../../../test-support/fixtures";
import { type Given, UNKNOWN, secret } from "../../../test-support/judge";

const SCRIPT = "#!/bin/sh\nexport DB_HOST=orders-db\nexport DB_PASSWORD=hunter2\nexec /opt/orders/start\n";

const starts = (properties: Record<string, unknown>, type = "aws:ec2/instance:Instance"): Given[] => [{ type, name: "worker", properties }];
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const literal = (at: string): string =>
  `worker: DB_PASSWORD: a literal (7 characters, fingerprint ef0b751d)\nat ${at}\nfix: let the instance read it from Secrets Manager or the SSM parameter store, by the role of its instance profile`;

export const fixtures: RuleFixtures = {
  judgesSecrecy: true,
  fails: [
    { title: "a script that exports a password", resources: starts({ userData: SCRIPT }), findings: [literal("userData")] },
    {
      title: "a launch template with one in base64",
      resources: starts({ userData: base64(SCRIPT) }, "aws:ec2/launchTemplate:LaunchTemplate"),
      findings: [literal("userData<base64>")],
    },
    {
      title: "a Spot fleet",
      resources: starts({ launchSpecifications: [{ ami: "ami-1", userData: SCRIPT }] }, "aws:ec2/spotFleetRequest:SpotFleetRequest"),
      findings: [literal("launchSpecifications[0].userData")],
    },
  ],
  passes: [
    {
      title: "a script that reads the password when it runs",
      resources: starts({
        userData: SCRIPT.replace("hunter2", "$(aws secretsmanager get-secret-value --secret-id orders --query SecretString --output text)"),
      }),
    },
    { title: "user data that is marked secret", resources: starts({ userDataBase64: secret(base64(SCRIPT)) }) },
    { title: "user data that is not known yet", resources: starts({ userData: UNKNOWN }) },
    { title: "a text that is allowed", resources: starts({ userData: SCRIPT }), config: { allowedFingerprints: ["ef0b751d"], strict: true } },
  ],
};
