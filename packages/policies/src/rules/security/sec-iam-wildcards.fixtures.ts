import { type RuleFixtures, manifests } from "../../../test-support/fixtures";
import type { Given } from "../../../test-support/judge";

const one = (type: string, properties: object): Given[] => [{ type, name: "orders", properties }];
const document = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const policy = (statement: object): Given[] => one("aws:iam/policy:Policy", { policy: document(statement) });
const queue = (statement: object): Given[] =>
  one("aws:sqs/queuePolicy:QueuePolicy", { policy: document({ Action: "sqs:SendMessage", ...statement }) });
const role = (statement: object): Given[] => one("aws:iam/role:Role", { assumeRolePolicy: document({ Action: "sts:AssumeRole", ...statement }) });
const github = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const at = (path: string): string => `at policy<json>.Statement[0].${path}`;

const clusterRole = (rule: string): Given[] =>
  manifests(`{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: operator }, rules: [${rule}] }`);
const binding = (roleName: string, subject: string, kind = "ClusterRoleBinding"): Given[] =>
  manifests(
    `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: { name: operator }, roleRef: { kind: ClusterRole, name: "${roleName}" }, subjects: [{ ${subject} }] }`,
  );
const pod = (spec: string): Given[] => manifests(`{ apiVersion: v1, kind: Pod, metadata: { name: orders }, spec: { ${spec} containers: [] } }`);

const byName = "fix: name the actions and the resources that are needed";
const rbac = "fix: name the API groups, resources and verbs that are needed";
const ofPrincipal = "fix: name the accounts, roles or services that need it, or add a condition such as aws:PrincipalOrgID or aws:SourceArn";
const ofBinding = "fix: bind the role to a service account or group of its own";
const ofAdministrator = "fix: bind it to a role with what is needed, or list it in administrators";

export const fixtures: RuleFixtures = {
  fails: [
    {
      title: "a policy of administrators",
      resources: policy({ Action: "*", Resource: "*" }),
      findings: [`orders: the policy allows every action\n${at("Action")}\n${byName}`],
    },
    {
      title: "all of a service on every resource, and everything on one",
      resources: policy({
        Action: ["dynamodb:GetItem", "dynamodb:*"],
        Resource: ["arn:aws:dynamodb:eu-west-1:1:table/orders", "arn:aws:dynamodb:*:*:table/*"],
      }).concat(one("aws:iam/rolePolicy:RolePolicy", { policy: { Statement: { Effect: "Allow", Action: ["*:*"], Resource: "arn:aws:s3:::logs" } } })),
      findings: [
        `orders: the policy allows dynamodb:* on every resource\n${at("Action[1]")}\n${byName}`,
        `orders: the policy allows every action\nat policy.Statement.Action[0]\n${byName}`,
      ],
    },
    {
      title: "a sensitive action on every resource, inside a role",
      resources: one("aws:iam/role:Role", { inlinePolicies: [{ policy: document({ Action: ["iam:Pass*", "ec2:RunInstances"], Resource: "*" }) }] }),
      findings: [
        "orders: the policy allows iam:Pass* on every resource\nat inlinePolicies[0].policy<json>.Statement[0].Action[0]\nfix: name the resources, or add a condition",
      ],
    },
    {
      title: "an action that is said to be sensitive",
      resources: policy({ Action: "ec2:RunInstances", Resource: "*" }),
      config: { sensitiveActions: ["ec2:RunInstances"] },
      findings: [`orders: the policy allows ec2:RunInstances on every resource\n${at("Action")}\nfix: name the resources, or add a condition`],
    },
    {
      title: "everything but a list",
      resources: [...policy({ NotAction: "iam:*", Resource: "*" }), ...policy({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::payroll/*" })],
      findings: [
        `orders: the policy allows every action but those it names, also those that AWS will add\n${at("NotAction")}\n${byName}`,
        `orders: the policy is about every resource but those it names\n${at("NotResource")}\n${byName}`,
      ],
    },
    {
      title: "the attached policy of administrators",
      resources: [
        ...one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
        ...one("aws:iam/role:Role", {
          managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-us-gov:iam::aws:policy/IAMFullAccess"],
        }),
      ],
      findings: [
        "orders: AdministratorAccess is attached\nat policyArn\nfix: attach a policy with what is needed",
        "orders: IAMFullAccess is attached\nat managedPolicyArns[1]\nfix: attach a policy with what is needed",
      ],
    },
    {
      title: "an attached policy that is said to be too much",
      resources: one("aws:iam/userPolicyAttachment:UserPolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/job-function/Billing" }),
      config: { managedPolicies: ["Billing"] },
      findings: ["orders: Billing is attached\nat policyArn\nfix: attach a policy with what is needed"],
    },
    {
      title: "a role that everybody may assume",
      resources: role({ Principal: { AWS: "*" } }),
      findings: [
        "orders: everybody may assume the role\nat assumeRolePolicy<json>.Statement[0].Principal.AWS\nfix: name the accounts, roles or services that may",
      ],
    },
    {
      title: "a role for every repository on GitHub",
      resources: role({
        Principal: { Federated: github },
        Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
      }),
      findings: [
        "orders: every identity of the OpenID Connect provider may assume the role\nat assumeRolePolicy<json>.Statement[0].Principal.Federated\nfix: add a condition on the subject (:sub), such as the repository or the service account",
      ],
    },
    {
      title: "a queue that everybody may write to, and logs by another name",
      resources: [
        ...queue({ Principal: "*" }),
        ...one("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", { policyDocument: document({ Principal: "*", Action: "logs:PutLogEvents" }) }),
      ],
      findings: [
        `orders: the policy allows something to everybody\n${at("Principal")}\n${ofPrincipal}`,
        `orders: the policy allows something to everybody\nat policyDocument<json>.Statement[0].Principal\n${ofPrincipal}`,
      ],
    },
    {
      title: "a function that everybody may invoke",
      resources: one("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", principal: "*" }),
      findings: ["orders: everybody may invoke the function\nat principal\nfix: name the account or the service, with sourceArn"],
    },
    {
      title: "a Kubernetes role that may do anything",
      resources: clusterRole('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'),
      findings: [`operator: the role may do anything to every resource of every API group\nat rules[0].resources\n${rbac}`],
    },
    {
      title: "a Kubernetes role that reads all that is in the core API group, Secrets too",
      resources: clusterRole('{ apiGroups: ["", "apps"], resources: ["*"], verbs: ["get", "list"] }'),
      findings: [`operator: the role may get, list every resource of the core API group and apps\nat rules[0].resources\n${rbac}`],
    },
    {
      title: "a Kubernetes role with every verb, beside one with every path",
      resources: clusterRole(
        '{ apiGroups: ["apps"], resources: ["deployments", "deployments/scale"], verbs: ["*"] }, { nonResourceURLs: ["*"], verbs: ["get"] }',
      ),
      findings: [
        `operator: the role may do anything to deployments, deployments/scale\nat rules[0].verbs\n${rbac}`,
        `operator: the role may get every path of the API server\nat rules[1].nonResourceURLs\n${rbac}`,
      ],
    },
    {
      title: "a workload that administers the cluster",
      resources: binding("cluster-admin", "kind: ServiceAccount, name: tiller, namespace: kube-system"),
      findings: [`operator: tiller is given cluster-admin, which is everything\nat roleRef.name\n${ofAdministrator}`],
    },
    {
      title: "people that administer the cluster, who are not said to",
      resources: binding("cluster-admin", 'kind: Group, name: "system:masters"'),
      config: { administrators: ["platform"] },
      findings: [`operator: system:masters is given cluster-admin, which is everything\nat roleRef.name\n${ofAdministrator}`],
    },
    {
      title: "roles for everybody",
      resources: [
        ...binding("view", 'kind: Group, name: "system:authenticated"'),
        ...binding("view", 'kind: User, name: "system:anonymous"'),
        ...binding("view", 'kind: Group, name: "system:serviceaccounts"'),
        ...binding("edit", "kind: ServiceAccount, name: default, namespace: shop", "RoleBinding"),
      ],
      findings: [
        `operator: view is given to everybody who reaches the API server (system:authenticated)\nat subjects[0].name\n${ofBinding}`,
        `operator: view is given to everybody who reaches the API server (system:anonymous)\nat subjects[0].name\n${ofBinding}`,
        `operator: view is given to every pod of the cluster (system:serviceaccounts)\nat subjects[0].name\n${ofBinding}`,
        `operator: edit is given to every pod that names no service account (default)\nat subjects[0].name\n${ofBinding}`,
      ],
    },
    {
      title: "the token of the default service account, where it is refused",
      resources: [...pod(""), ...pod("serviceAccount: default,")],
      config: { refuseDefaultTokens: true },
      findings: [
        "orders: its pods get the token of the service account default\nat spec\nfix: set automountServiceAccountToken: false, or name a service account of their own",
        "orders: its pods get the token of the service account default\nat spec\nfix: set automountServiceAccountToken: false, or name a service account of their own",
      ],
    },
  ],
  passes: [
    { title: "actions and resources by name", resources: policy({ Action: ["s3:GetObject", "s3:PutObject*"], Resource: "arn:aws:s3:::orders/*" }) },
    {
      title: "actions that can be on nothing less than every resource",
      resources: policy({ Action: ["ec2:Describe*", "ecr:GetAuthorizationToken"], Resource: "*" }),
    },
    {
      title: "all of a service on one resource",
      resources: policy({ Action: "dynamodb:*", Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" }),
    },
    {
      title: "a sensitive action, with a condition",
      resources: policy({ Action: "iam:PassRole", Resource: "*", Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
    },
    {
      title: "a denial of everything, and what is no policy yet",
      resources: [...policy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" }), ...one("aws:iam/policy:Policy", {})],
    },
    {
      title: "attached policies of one's own, and others of AWS",
      resources: [
        ...one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" }),
        ...one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: "arn:aws:iam::123456789012:policy/AdministratorAccess" }),
      ],
    },
    {
      title: "the key policy that AWS gives a key by itself, and one for AWS's own services",
      resources: one("aws:kms/key:Key", {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
            {
              Effect: "Allow",
              Principal: { AWS: "*" },
              Action: "kms:Decrypt",
              Resource: "*",
              Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } },
            },
          ],
        }),
      }),
    },
    {
      title: "a queue for one source",
      resources: queue({ Principal: "*", Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:orders" } } }),
    },
    {
      title: "a role for one repository",
      resources: role({
        Principal: { Federated: github },
        Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/orders:*" } },
      }),
    },
    { title: "a role for instances", resources: role({ Principal: { Service: "ec2.amazonaws.com" } }) },
    {
      title: "functions that one source, or the public by a URL, may invoke",
      resources: [
        ...one("aws:lambda/permission:Permission", { principal: "s3.amazonaws.com" }),
        ...one("aws:lambda/permission:Permission", { principal: "*", principalOrgId: "o-1" }),
        ...one("aws:lambda/permission:Permission", { principal: "*", functionUrlAuthType: "NONE" }),
      ],
    },
    {
      title: "a Kubernetes role for resources of one's own",
      resources: clusterRole('{ apiGroups: [monitoring.coreos.com], resources: ["*"], verbs: ["*"] }'),
    },
    {
      title: "a Kubernetes role by name, and one that reads what runs",
      resources: clusterRole(
        '{ apiGroups: [""], resources: [pods], verbs: [get] }, { apiGroups: [apps, batch], resources: ["*"], verbs: [get, list, watch] }',
      ),
    },
    { title: "administrators", resources: binding("cluster-admin", 'kind: Group, name: "system:masters"') },
    { title: "cluster-admin within a namespace", resources: binding("cluster-admin", "kind: Group, name: orders", "RoleBinding") },
    { title: "what everybody has from the start", resources: binding("system:discovery", 'kind: Group, name: "system:authenticated"') },
    { title: "the default service account, which has no rights of its own", resources: pod("") },
    {
      title: "pods without a token, or with an account of their own",
      resources: [...pod("automountServiceAccountToken: false,"), ...pod("serviceAccountName: orders,")],
      config: { refuseDefaultTokens: true },
    },
  ],
};
