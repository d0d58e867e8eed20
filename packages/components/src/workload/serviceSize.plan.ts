/** How much a web service is expected to serve. */
export const ServiceSize = {
  /** 2 to 20 replicas. */
  Small: "small",
  /** 10 to 100 replicas. */
  Large: "large",
} as const;
export type ServiceSize = (typeof ServiceSize)[keyof typeof ServiceSize];

export interface SizeFigures {
  minReplicas: number;
  maxReplicas: number;
  /** How much of the replicas may go in a minute, in percent. */
  scaleDownPercent: number;
  /** Of how many pods a node drain may take at once, as a number or a percentage. */
  maxUnavailable: string;
}

/** A percentage that is unavailable is rounded up, so at least one pod may always go: 80 % kept can mean that none may. */
export const SIZES: Readonly<Record<ServiceSize, SizeFigures>> = {
  small: { minReplicas: 2, maxReplicas: 20, scaleDownPercent: 50, maxUnavailable: "1" },
  large: { minReplicas: 10, maxReplicas: 100, scaleDownPercent: 10, maxUnavailable: "20%" },
};
