import { loadAll } from "js-yaml";
import type { RunFacts } from "../src/kernel/resource";
import type { Given } from "./judge";

/** What shows a rule at work. Its pages in the documentation are made from the first of each list, and every one is executed. */
export interface RuleFixtures {
  /** Each breaks the rule. */
  fails: readonly [FailingFixture, ...FailingFixture[]];
  /** Each keeps it, or is none of its business. */
  passes: readonly [Fixture, ...Fixture[]];
  /** The rule is about what is marked secret and what is not. */
  judgesSecrecy?: boolean;
}

export interface Fixture {
  /** What is to be seen, in words that follow "fails" or "passes". */
  title: string;
  resources: readonly Given[];
  config?: Record<string, unknown>;
  /** What the engine says of the run, where that matters: configuration, environment. */
  run?: Partial<RunFacts>;
}

export interface FailingFixture extends Fixture {
  /** Every finding whole, in their order: `name: message`. */
  findings: readonly string[];
  /** The resources after the rule has mended what it can. */
  remedied?: readonly Given[];
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
