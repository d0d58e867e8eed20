import type { Resource } from "../kernel/resource";
import type { Property } from "../kernel/property";
import { parseType } from "../kernel/types";
import secretInputs from "../data/secret-inputs.json";
import { assignmentsIn } from "./assignments";
import { type Leaf, base64In } from "./leaves";
import { sensitivityOf } from "./names";
import { topLevelOf } from "./origins";
import { isObjectName } from "./references";
import { looksGenerated } from "./shape";

/** A text that stands where a secret belongs. */
export interface Candidate {
  property: Property;
  /** What the place is called: `password`, `DB_PASSWORD`. */
  name: string;
  text: string;
  /** It is all that stands there, and not one line of a longer text. */
  isWhole: boolean;
  /** The provider's schema says that the property is secret, so that the SDK marks whatever the program passes. */
  isSchemaSecret: boolean;
  /** A machine may have made it: see `looksGenerated`. */
  isGenerated: boolean;
}

const inputsByType: Readonly<Record<string, readonly string[] | undefined>> = secretInputs.inputs;

/** Inputs that are marked in a schema and hold no credential: identifiers, certificates, banners, documents. */
const HARMLESS = new Set([
  ...[
    "adminUsername",
    "bundleId",
    "clientId",
    "content",
    "kmsEncryptionContext",
    "kmsKeyId",
    "notes",
    "platformPrincipal",
    "schema",
    "teamId",
    "tokenKeyId",
    "tokenSigningPublicKeys",
  ],
  ...["caCertificatePem", "caPem", "certificate", "certificateChain", "certificatePem", "certificateWallet", "verificationCertificatePem"],
  ...["postAuthenticationLoginBanner", "preAuthenticationLoginBanner"],
]);

/** S3's lock token is no credential, though it is called one. */
const HARMLESS_OF_TYPE: Readonly<Record<string, readonly string[] | undefined>> = {
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ["token"],
  "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": ["token"],
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["token"],
};

/** What a text of a resource holds where a secret belongs: all of it, in a property for secrets or one that is named like them, or lines of it. */
export function* candidatesIn({ property, text, name, isDocument }: Leaf, resource: Resource): Generator<Candidate> {
  const top = topLevelOf(property);
  const isInList = inputsByType[resource.type]?.includes(top) ?? false;
  if (isDocument || isHarmless(resource, top, isInList)) {
    return;
  }
  const isSchemaSecret = isInList || resource.additionalSecretOutputs.includes(top);
  // In a map or a document that is secret as a whole, most texts are not.
  const isSecretItself = isSchemaSecret && isScalar(property);
  if (isSecretItself || isNamedLikeSecret(resource, name, text)) {
    yield { property, name: isSecretItself ? top : name, text, isWhole: true, isSchemaSecret, isGenerated: isGenerated(text) };
    return;
  }
  for (const assignment of assignmentsIn(text)) {
    if (sensitivityOf(assignment.name) === "certain") {
      yield { property, name: assignment.name, text: assignment.value, isWhole: false, isSchemaSecret, isGenerated: isGenerated(assignment.value) };
    }
  }
}

function isHarmless(resource: Resource, top: string, isInList: boolean): boolean {
  if (resource.type === "aws:ssm/parameter:Parameter" && (top === "value" || top === "valueWo")) {
    const type = resource.properties.at("type");
    return !type.isUnknown && type.string() !== "SecureString";
  }
  return (isInList && HARMLESS.has(top)) || (HARMLESS_OF_TYPE[resource.type]?.includes(top) ?? false);
}

/** A top-level property, an element of a list that it is, or what is decoded from either. */
function isScalar(property: Property): boolean {
  const { container, key } = property;
  return (
    container !== undefined && ((typeof key === "string" && container.container === undefined) || (typeof key !== "string" && isScalar(container)))
  );
}

function isNamedLikeSecret(resource: Resource, name: string, text: string): boolean {
  const sensitivity = text.length < 2 ? undefined : sensitivityOf(name);
  return sensitivity === "certain" ? !namesSecretObject(resource, name, text) : sensitivity === "likely" && isGenerated(text);
}

/**
 * In Kubernetes and in Helm's values, `secret: grafana-admin` names an object, unless the name is in capitals, as those of environment variables are;
 * and everywhere `prod/orders/db` names a secret in a store.
 */
function namesSecretObject(resource: Resource, name: string, text: string): boolean {
  const inKubernetes = parseType(resource.type).package === "kubernetes" && name !== name.toUpperCase();
  return /secret$/i.test(name) && isObjectName(text) && !looksGenerated(text) && (inKubernetes || text.includes("/"));
}

function isGenerated(text: string): boolean {
  return looksGenerated(base64In(text, 4) ?? text);
}
