import { crc32 } from "node:zlib";
import { isObject, type PropertyMap, type PropertyValue } from "../../../wire/values";
import { compareBytes, goJson } from "../../goJson";
import { texts } from "../dataSource";

/** A policy document while it is put together; what it has several of is kept as the provider's model keeps it. */
interface Document {
  version: string;
  id: string;
  statements: Statement[];
}

interface Statement {
  sid: string;
  effect: string;
  actions?: PropertyValue;
  notActions?: PropertyValue;
  resources?: PropertyValue;
  notResources?: PropertyValue;
  principals: Principal[];
  notPrincipals: Principal[];
  conditions: Condition[];
}

interface Principal {
  type: string;
  identifiers: string | string[];
}

interface Condition {
  test: string;
  variable: string;
  values: string[];
}

/**
 * `aws.iam.getPolicyDocument`, which needs no cloud: source documents, then the statements given, then override documents, where a statement replaces an earlier
 * one with its Sid. Lists come out in reverse order and single items as text, as the provider writes them.
 *
 * @throws an `Error` where the provider reports one: a Sid that is there twice, a document that is not JSON, `&{` in an old version.
 */
export function policyDocument(args: PropertyMap): PropertyMap {
  const merged: Document = { version: "", id: "", statements: [] };
  const seen = new Set<string>();
  texts(args.sourcePolicyDocuments).forEach((text, index) => {
    const source = parse(text, `merging source document ${index}`);
    source.statements.forEach(({ sid }, position) => {
      if (sid !== "" && seen.has(sid)) {
        throw new Error(
          `writing IAM Policy Document: merging source document ${index}: duplicate Sid (${sid}) in source_policy_documents (statement ${position}). Remove the Sid or ensure Sids are unique.`,
        );
      }
      seen.add(sid);
    });
    merge(merged, source);
  });
  merge(merged, configured(args));
  texts(args.overridePolicyDocuments).forEach((text, index) => merge(merged, parse(text, `merging override document ${index}`)));

  const json = goJson(rendered(merged), 2);
  return { ...args, version: args.version ?? "2012-10-17", id: String(crc32(json)), json, minifiedJson: goJson(rendered(merged)) };
}

/** The document that the arguments themselves describe. */
function configured(args: PropertyMap): Document {
  const version = typeof args.version === "string" ? args.version : "2012-10-17";
  const given = Array.isArray(args.statements) ? args.statements.filter(isObject) : [];
  const sids = new Set<string>();
  const statements = given.map((statement): Statement => {
    const sid = typeof statement.sid === "string" ? statement.sid : "";
    if (sids.has(sid)) {
      throw new Error(`writing IAM Policy Document: duplicate Sid (${sid}). Remove the Sid or ensure the Sid is unique.`);
    }
    if (sid !== "") {
      sids.add(sid);
    }
    return {
      sid,
      effect: typeof statement.effect === "string" ? statement.effect : "Allow",
      actions: listed(texts(statement.actions)),
      notActions: listed(texts(statement.notActions)),
      resources: listed(texts(statement.resources), "resources", version),
      notResources: listed(texts(statement.notResources), "not_resources", version),
      principals: principals(statement.principals, "principals", version),
      notPrincipals: principals(statement.notPrincipals, "not_principals", version),
      conditions: records(statement.conditions).map((condition) => ({
        test: String(condition.test),
        variable: String(condition.variable),
        values: withVariables(texts(condition.values), "condition", version),
      })),
    };
  });
  return { version, id: typeof args.policyId === "string" ? args.policyId : "", statements };
}

function principals(value: PropertyValue | undefined, what: string, version: string): Principal[] {
  return records(value).map((principal) => ({
    type: String(principal.type),
    identifiers: (listed(texts(principal.identifiers), what, version) as string | string[] | undefined) ?? [],
  }));
}

/** A set of texts: without repetitions, in reverse order, a single one without its list. Undefined: empty. */
function listed(items: string[], what?: string, version = ""): string | string[] | undefined {
  const unique = withVariables([...new Set(items)], what ?? "", version)
    .sort(compareBytes)
    .reverse();
  return unique.length === 0 ? undefined : unique.length === 1 ? unique[0] : unique;
}

/** Terraform reserves `${`, so policy variables are written `&{`. */
function withVariables(items: string[], what: string, version: string): string[] {
  const old = version === "2008-10-17" ? items.find((item) => item.includes("&{")) : undefined;
  if (old !== undefined) {
    throw new Error(`reading ${what}: found &{ sequence in (${old}), which is not supported in document version 2008-10-17`);
  }
  return version === "" ? items : items.map((item) => item.replaceAll("&{", "${"));
}

function merge(into: Document, from: Document): void {
  into.id = from.id === "" ? into.id : from.id;
  into.version = from.version > into.version ? from.version : into.version;
  for (const statement of from.statements) {
    const same = statement.sid === "" ? -1 : into.statements.findIndex(({ sid }) => sid === statement.sid);
    if (same < 0) {
      into.statements.push(statement);
    } else {
      into.statements[same] = statement;
    }
  }
}

function parse(json: string, doing: string): Document {
  let document: PropertyValue;
  try {
    document = JSON.parse(json) as PropertyValue;
  } catch (error) {
    throw new Error(`writing IAM Policy Document: ${doing}: ${(error as Error).message}`);
  }
  if (!isObject(document) || (document.Statement !== undefined && !Array.isArray(document.Statement))) {
    throw new Error(`writing IAM Policy Document: ${doing}: a policy document is an object whose Statement is a list`);
  }
  return {
    version: typeof document.Version === "string" ? document.Version : "",
    id: typeof document.Id === "string" ? document.Id : "",
    statements: records(document.Statement).map((statement) => ({
      sid: typeof statement.Sid === "string" ? statement.Sid : "",
      effect: typeof statement.Effect === "string" ? statement.Effect : "",
      actions: statement.Action,
      notActions: statement.NotAction,
      resources: statement.Resource,
      notResources: statement.NotResource,
      principals: parsedPrincipals(statement.Principal),
      notPrincipals: parsedPrincipals(statement.NotPrincipal),
      conditions: parsedConditions(statement.Condition),
    })),
  };
}

function parsedPrincipals(value: PropertyValue | undefined): Principal[] {
  if (typeof value === "string") {
    return [{ type: "*", identifiers: ["*"] }];
  }
  return Object.entries(isObject(value) ? value : {}).map(([type, identifiers]) => ({
    type,
    identifiers: typeof identifiers === "string" ? identifiers : texts(identifiers),
  }));
}

/** The provider's model has no numbers: such a condition is lost in it, and here as well. */
function parsedConditions(value: PropertyValue | undefined): Condition[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([test, variables]) =>
    Object.entries(isObject(variables) ? variables : {}).flatMap(([variable, given]) => {
      const values =
        typeof given === "string" ? [given] : typeof given === "boolean" ? [String(given)] : Array.isArray(given) ? texts(given) : undefined;
      return values === undefined ? [] : [{ test, variable, values }];
    }),
  );
}

/** The document with its keys in the order of the provider's model. */
function rendered(document: Document): PropertyValue {
  return compact({
    Version: document.version,
    Id: document.id,
    Statement: document.statements.map((statement) =>
      compact({
        Sid: statement.sid,
        Effect: statement.effect,
        Action: statement.actions,
        NotAction: statement.notActions,
        Resource: statement.resources,
        NotResource: statement.notResources,
        Principal: renderedPrincipals(statement.principals),
        NotPrincipal: renderedPrincipals(statement.notPrincipals),
        Condition: renderedConditions(statement.conditions),
      }),
    ),
  });
}

/** Everyone is a plain `*`, but only when nobody else is named: `{ "AWS": "*" }` means something else in trust policies. */
function renderedPrincipals(given: Principal[]): PropertyValue | undefined {
  if (given.length === 0) {
    return undefined;
  }
  const [only] = given;
  if (given.length === 1 && only?.type === "*" && [only.identifiers].flat().join() === "*") {
    return "*";
  }
  const byType = new Map<string, string | string[]>();
  for (const { type, identifiers } of given) {
    const before = byType.get(type);
    const added = Array.isArray(identifiers) ? [...identifiers].sort(compareBytes).reverse() : identifiers;
    byType.set(type, before === undefined ? added : [before, added].flat());
  }
  return sortedObject(byType);
}

function renderedConditions(given: Condition[]): PropertyValue | undefined {
  if (given.length === 0) {
    return undefined;
  }
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of given) {
    const variables = byTest.get(test) ?? new Map<string, string[]>();
    variables.set(variable, [...(variables.get(variable) ?? []), ...values]);
    byTest.set(test, variables);
  }
  const single = (values: string[]): string | string[] => (values.length === 1 ? (values[0] as string) : values);
  return sortedObject(
    new Map([...byTest].map(([test, variables]) => [test, sortedObject(new Map([...variables].map(([name, values]) => [name, single(values)])))])),
  );
}

function sortedObject(entries: ReadonlyMap<string, PropertyValue>): PropertyMap {
  return Object.fromEntries([...entries].sort(([left], [right]) => compareBytes(left, right)));
}

/** Without what is empty, as Go's `omitempty` leaves it out. */
function compact(values: Record<string, PropertyValue | undefined>): PropertyMap {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  ) as PropertyMap;
}

function records(value: PropertyValue | undefined): { [key: string]: PropertyValue }[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
