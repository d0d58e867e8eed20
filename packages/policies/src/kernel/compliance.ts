import type { ReportedControl } from "../reports/policyReport";
import { CONTROLS, WELL_ARCHITECTED_PAGES } from "./controls";

type FrameworkKey = keyof typeof CONTROLS;

/**
 * By framework, the controls that demand what a rule demands, or a part of it: `{ fsbp: ["RDS.2"], cwe: ["CWE-312"] }`. The most telling is the first of all,
 * since the SDK has room for one.
 */
export type Compliance = { readonly [K in FrameworkKey]?: readonly (keyof (typeof CONTROLS)[K])[] };

interface Framework {
  name: string;
  /** Absent where the framework is not told apart by versions. */
  version?: string;
  /** The page of a control, or the nearest that can be linked to. */
  linkTo(id: string): string;
}

const FRAMEWORKS: Readonly<Record<FrameworkKey, Framework>> = {
  fsbp: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    linkTo: (id) => {
      const [service = "", number = ""] = id.toLowerCase().split(".");
      return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
    },
  },
  podSecurity: {
    name: "Kubernetes Pod Security Standards",
    version: "1.34",
    linkTo: (id) => `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${(id.split(":")[0] ?? "").toLowerCase()}`,
  },
  cisKubernetes: {
    name: "CIS Kubernetes Benchmark",
    version: "1.12.0",
    linkTo: () => "https://www.cisecurity.org/benchmark/kubernetes",
  },
  cisEks: {
    name: "CIS Amazon EKS Benchmark",
    version: "1.8.0",
    linkTo: () => "https://www.cisecurity.org/benchmark/kubernetes",
  },
  nsaCisa: {
    name: "NSA/CISA Kubernetes Hardening Guide",
    version: "1.2",
    linkTo: () => "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  },
  cwe: {
    name: "Common Weakness Enumeration",
    linkTo: (id) => `https://cwe.mitre.org/data/definitions/${id.slice("CWE-".length)}.html`,
  },
  wellArchitected: {
    name: "AWS Well-Architected Framework",
    linkTo: (id) =>
      `https://docs.aws.amazon.com/wellarchitected/latest/framework/${WELL_ARCHITECTED_PAGES[id as keyof typeof WELL_ARCHITECTED_PAGES]}.html`,
  },
};

/** In the order in which the documentation has them: what names single properties first. */
export const frameworkNames: readonly string[] = Object.values(FRAMEWORKS).map(({ name }) => name);

/** The controls that a rule refers to, in its order. */
export function referencesOf({ compliance = {} }: { compliance?: Compliance }): ReportedControl[] {
  return (Object.keys(compliance) as FrameworkKey[]).flatMap((key) => {
    const { name, version, linkTo } = FRAMEWORKS[key];
    const titles: Readonly<Record<string, string>> = CONTROLS[key];
    return (compliance[key] ?? []).map((id: string) => ({
      framework: name,
      ...(version === undefined ? {} : { version }),
      id,
      title: titles[id] ?? id,
      url: linkTo(id),
    }));
  });
}
