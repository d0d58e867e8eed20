import {
  attachedPolicies,
  coversAction,
  identityDocuments,
  identityPolicies,
  isEveryResource,
  openFederation,
  policyAttachments,
  resourceDocument,
  resourcePolicies,
} from "../../aws/iam";
import { allowStatements, openPrincipal, textsAt } from "../../aws/policyDocument";
import { flag, texts } from "../../kernel/options";
import type { Property } from "../../kernel/property";
import { type ResourceCheck, resourceRule } from "../../kernel/rule";
import { anyOf, awsResources, parseType } from "../../kernel/types";
import { podOf, podRunners } from "../../kubernetes/pods";
import { bindings, openSubject, roles, wildcardOf } from "../../kubernetes/rbac";

const trust = awsResources("iam", "Role");
const invocations = awsResources("lambda", "Permission");

const config = {
  sensitiveActions: texts(
    "IAM actions that nobody may take on every resource without a condition: they lead to other rights, or to all secrets and data.",
    [
      "iam:AttachRolePolicy",
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreatePolicyVersion",
      "iam:PassRole",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:UpdateAssumeRolePolicy",
      "kms:Decrypt",
      "s3:GetObject",
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:GetParametersByPath",
      "sts:AssumeRole",
    ],
  ),
  managedPolicies: texts("Managed policies of AWS that may not be attached.", ["AdministratorAccess", "IAMFullAccess"]),
  administrators: texts("Subjects that may be bound to cluster-admin, by name.", ["system:masters"]),
  refuseDefaultTokens: flag("Whether pods that name no service account have to set automountServiceAccountToken: false.", false),
};

/**
 * Nobody is given everything, and nothing is given to everybody. On AWS: no policy allows `*`, all of a service on every resource, everything but a list
 * (`NotAction` on every resource, `NotResource`), or one of the sensitive actions on every resource; a condition makes the last three a decision that is
 * let be. Other actions may be on every resource, since many can't be on less. No policy of administrators is attached. No trust policy or resource policy
 * is for everybody without a condition that says who is meant, nor for every identity of an OpenID Connect provider. In Kubernetes: no role has a wildcard
 * beyond the API groups of one's own resources, nobody is bound to cluster-admin unless named as an administrator, and nothing is bound to all users, all
 * pods, or the service account `default`, which every pod that names none gets. EKS access entries are let be: somebody must administer a cluster.
 */
export const secIamWildcards = resourceRule({
  id: "sec-iam-wildcards",
  title: "No rights by wildcard",
  severity: "high",
  must: "give rights by name",
  because: "whoever takes over one workload has all that its wildcards give, and nobody has ever decided that it needs it",
  fix: "name the actions and the resources that are needed",
  compliance: {
    fsbp: ["IAM.1", "IAM.21", "KMS.1", "KMS.2", "KMS.5", "Lambda.1", "SNS.4", "SQS.3"],
    cisKubernetes: ["5.1.1", "5.1.3", "5.1.5"],
    cisEks: ["4.1.1", "4.1.3", "4.1.5"],
    nsaCisa: ["Role-based access control"],
    cwe: ["CWE-732"],
    wellArchitected: ["SEC03-BP02"],
  },
  appliesTo: anyOf(
    "AWS policies and Kubernetes roles, bindings and workloads",
    identityPolicies,
    policyAttachments,
    resourcePolicies,
    invocations,
    roles,
    bindings,
    podRunners,
  ),
  config,
  check: (context) => {
    const { resource, attempt } = context;
    const { type } = resource;
    for (const [family, check] of CHECKS) {
      if (family.matches(type)) {
        attempt(() => check(context));
      }
    }
  },
});

type Context = ResourceCheck<typeof config>;

const CHECKS: readonly (readonly [{ matches(type: string): boolean }, (context: Context) => void])[] = [
  [identityPolicies, checkIdentityPolicies],
  [trust, checkTrust],
  [policyAttachments, checkAttachments],
  [resourcePolicies, checkResourcePolicy],
  [invocations, checkInvocation],
  [roles, checkRole],
  [bindings, checkBinding],
  [podRunners, checkToken],
];

function checkIdentityPolicies(context: Context): void {
  for (const document of identityDocuments(context.resource)) {
    context.attempt(() => {
      for (const statement of allowStatements(document)) {
        context.attempt(() => checkStatement(statement, context));
      }
    });
  }
}

function checkStatement(statement: Property, { config: options, report, attempt }: Context): void {
  const actions = textsAt(statement.at("Action"));
  for (const { place } of actions.filter(({ text }) => isEveryAction(text))) {
    report("the policy allows every action", { path: place.path });
  }
  attempt(() => {
    const [excluded, others] = [statement.at("NotAction"), statement.at("NotResource")];
    const wide = actions.filter(
      ({ text }) => !isEveryAction(text) && (isWholeService(text) || options.sensitiveActions.some((one) => coversAction(text, one))),
    );
    // The resources are often unknown; they are read only where they matter.
    if ((wide.length === 0 && excluded.isAbsent && others.isAbsent) || statement.at("Condition").entries().length > 0) {
      return;
    }
    if (!others.isAbsent) {
      report("the policy is about every resource but those it names", { path: others.path });
      return;
    }
    if (!textsAt(statement.at("Resource")).some(({ text }) => isEveryResource(text))) {
      return;
    }
    if (!excluded.isAbsent) {
      report("the policy allows every action but those it names, also those that AWS will add", { path: excluded.path });
    }
    for (const { place, text } of wide) {
      report(`the policy allows ${place.shown()} on every resource`, {
        path: place.path,
        ...(isWholeService(text) ? {} : { fix: "name the resources, or add a condition" }),
      });
    }
  });
}

function isEveryAction(action: string): boolean {
  return /^\*(:\*)?$/.test(action);
}

function isWholeService(action: string): boolean {
  return /^[^:*]+:\*$/.test(action);
}

function checkTrust({ resource, report, attempt }: Context): void {
  for (const statement of allowStatements(resource.properties.at("assumeRolePolicy"))) {
    attempt(() => {
      const open = openPrincipal(statement);
      if (open !== undefined) {
        report("everybody may assume the role", { path: open.path, fix: "name the accounts, roles or services that may" });
      }
      const federation = openFederation(statement);
      if (federation !== undefined) {
        report("every identity of the OpenID Connect provider may assume the role", {
          path: federation.path,
          fix: "add a condition on the subject (:sub), such as the repository or the service account",
        });
      }
    });
  }
}

function checkAttachments({ resource, config: { managedPolicies }, report }: Context): void {
  for (const { place, text } of attachedPolicies(resource)) {
    const name = /^arn:[^:]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(text)?.[1];
    if (name !== undefined && managedPolicies.includes(name)) {
      report(`${name} is attached`, { path: place.path, fix: "attach a policy with what is needed" });
    }
  }
}

function checkResourcePolicy({ resource, report, attempt }: Context): void {
  for (const statement of allowStatements(resourceDocument(resource))) {
    attempt(() => {
      const open = openPrincipal(statement);
      if (open !== undefined) {
        report("the policy allows something to everybody", {
          path: open.path,
          fix: "name the accounts, roles or services that need it, or add a condition such as aws:PrincipalOrgID or aws:SourceArn",
        });
      }
    });
  }
}

function checkInvocation({ resource: { properties }, report }: Context): void {
  const principal = properties.at("principal");
  // The URL of a function is a public endpoint by intent, and has an authentication type of its own.
  const named = ["functionUrlAuthType", "principalOrgId", "sourceAccount", "sourceArn"].some((key) => !properties.at(key).isAbsent);
  if (!named && principal.string() === "*") {
    report("everybody may invoke the function", { path: principal.path, fix: "name the account or the service, with sourceArn" });
  }
}

function checkRole({ resource, report, attempt }: Context): void {
  for (const rule of resource.properties.at("rules").items()) {
    attempt(() => {
      const wildcard = wildcardOf(rule);
      if (wildcard !== undefined) {
        report(`the role may ${wildcard.may}`, { path: wildcard.place.path, fix: "name the API groups, resources and verbs that are needed" });
      }
    });
  }
}

/** Roles that every user has from the start: they say what version the API server has and who one is. */
const PUBLIC_ROLES = ["system:basic-user", "system:discovery", "system:public-info-viewer"];

function checkBinding({ resource: { type, properties }, config: { administrators }, report, attempt }: Context): void {
  const role = properties.at("roleRef", "name");
  for (const subject of properties.at("subjects").items()) {
    attempt(() => {
      const everybody = openSubject(subject);
      const name = subject.at("name");
      if (everybody !== undefined && !PUBLIC_ROLES.includes(role.string() ?? "")) {
        report(`${role.shown()} is given to ${everybody} (${name.shown()})`, {
          path: name.path,
          fix: "bind the role to a service account or group of its own",
        });
      } else if (
        parseType(type).name === "ClusterRoleBinding" &&
        role.string() === "cluster-admin" &&
        !administrators.includes(name.string() ?? "")
      ) {
        report(`${name.shown()} is given cluster-admin, which is everything`, {
          path: role.path,
          fix: "bind it to a role with what is needed, or list it in administrators",
        });
      }
    });
  }
}

function checkToken({ resource, config: { refuseDefaultTokens }, report }: Context): void {
  const spec = refuseDefaultTokens ? podOf(resource)?.spec : undefined;
  if (spec === undefined || spec.at("automountServiceAccountToken").boolean() === false) {
    return;
  }
  const account = [spec.at("serviceAccountName"), spec.at("serviceAccount")].find((place) => !place.isAbsent)?.string() ?? "default";
  if (account === "default") {
    report("its pods get the token of the service account default", {
      path: spec.path,
      fix: "set automountServiceAccountToken: false, or name a service account of their own",
    });
  }
}
