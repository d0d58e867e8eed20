/** A type token in its parts: `aws:ec2/instance:Instance` is `aws`, `ec2/instance`, `Instance`; `kubernetes:apps/v1:Deployment` is `kubernetes`, `apps/v1`, `Deployment`. */
export interface TypeToken {
  package: string;
  module: string;
  name: string;
}

export function parseType(type: string): TypeToken {
  const [packageName = "", module = "", name = ""] = type.split(":");
  return { package: packageName, module, name };
}

/**
 * The resource types that a rule is about. A family matches every version of a kind (`autoscaling/v1` and `v2`, `aws:s3/bucket` and `bucketV2`), so that
 * a new version of a known kind is not silently compliant.
 */
export interface TypeFamily {
  /** What a sentence calls them, in the plural. */
  readonly subject: string;
  matches(type: string): boolean;
  /** Whether it was made with this type in mind, and does not only take in whatever there is. */
  knows(type: string): boolean;
}

/** The kinds of one API group in any of its versions. `core` is the group without a name. */
export function kubernetesKinds(group: string, ...kinds: string[]): TypeFamily {
  // Until Kubernetes 1.16 the kinds of `apps` and `networking.k8s.io` were also in `extensions`.
  const groups = group === "apps" || group === "networking.k8s.io" ? [group, "extensions"] : [group];
  return family(`Kubernetes ${listed(kinds.map(plural))}`, (type) => {
    const token = parseType(type);
    return token.package === "kubernetes" && groups.includes(token.module.split("/")[0] ?? "") && kinds.includes(token.name);
  });
}

/** Resources of one AWS service, in all their generations (`Bucket`, `BucketV2`). */
export function awsResources(service: string, ...names: string[]): TypeFamily {
  return family(`AWS ${service} ${listed(names.map(plural))}`, (type) => {
    const token = parseType(type);
    return token.package === "aws" && token.module.split("/")[0] === service && names.includes(token.name.replace(/V\d+$/, ""));
  });
}

/** Types by any other test of their token; `knows` where that takes in more than was thought of. */
export function family(subject: string, matches: (type: string) => boolean, knows = matches): TypeFamily {
  const known = new Map<string, boolean>();
  return {
    subject,
    matches: (type) => {
      let answer = known.get(type);
      if (answer === undefined) {
        answer = matches(type);
        known.set(type, answer);
      }
      return answer;
    },
    knows,
  };
}

export function anyOf(subject: string, ...families: TypeFamily[]): TypeFamily {
  return family(
    subject,
    (type) => families.some((one) => one.matches(type)),
    (type) => families.some((one) => one.knows(type)),
  );
}

function plural(name: string): string {
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
