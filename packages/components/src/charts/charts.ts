/** A Helm chart at the one version that a component is written for and tested with. */
export interface Chart {
  chart: string;
  version: string;
  /** The URL of its repository. */
  repository: string;
}

/** Every chart that the components install. A new version means new facts in `test-data/charts`, against which the values are checked. */
export const CHARTS = {
  prometheusOperatorCrds: {
    chart: "prometheus-operator-crds",
    version: "31.0.1",
    repository: "https://prometheus-community.github.io/helm-charts",
  },
  kubePrometheusStack: {
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    repository: "https://prometheus-community.github.io/helm-charts",
  },
  vault: {
    chart: "vault",
    version: "0.34.1",
    repository: "https://helm.releases.hashicorp.com",
  },
} as const satisfies Record<string, Chart>;
