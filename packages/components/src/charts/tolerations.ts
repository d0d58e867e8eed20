export interface Toleration {
  key: string;
  operator: "Exists";
  effect: "NoSchedule";
}

/** Lets pods onto the system pool, which the golden cluster keeps free of applications. */
export const SYSTEM_POOL_TOLERATIONS: Toleration[] = [{ key: "CriticalAddonsOnly", operator: "Exists", effect: "NoSchedule" }];
