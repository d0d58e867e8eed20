import { loadAll } from "js-yaml";
import type { Given } from "./judge";

/** What shows a rule at work. Its pages in the documentation are made from the first of each list, and every one is executed. */
export interface RuleFixtures {
  /** Each breaks the rule. */
  fails: readonly [FailingFixture, ...FailingFixture[]];
  /** Each keeps it, or is none of its business. */
  passes: readonly [Fixture, ...Fixture[]];
}

export interface Fixture {
  /** What is to be seen, in words that follow "fails" or "passes". */
  title: string;
  resources: readonly Given[];
  config?: Record<string, unknown>;
}

export interface FailingFixture extends Fixture {
  /** Every finding whole, in their order: `name: message`. */
  findings: readonly string[];
}

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string };
}

/** Kubernetes manifests as the resources that Pulumi makes of them. Empty documents are none. */
export function manifests(yaml: string): Given[] {
  return (loadAll(yaml) as (Manifest | null)[]).flatMap((manifest) => {
    if (manifest === null) {
      return [];
    }
    const { apiVersion, kind, ...rest } = manifest;
    const module = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    return [{ type: `kubernetes:${module}:${kind}`, name: manifest.metadata?.name ?? "subject", properties: { apiVersion, kind, ...rest } }];
  });
}
