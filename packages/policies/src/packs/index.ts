import type { Pack } from "../kernel/pack";
import { cost } from "./cost";
import { goldenPath } from "./golden-path";
import { reliability } from "./reliability";
import { secrets } from "./secrets";
import { security } from "./security";
import { slo } from "./slo";

/** The packs by the names of their directories. */
export const packs = { cost, secrets, slo, reliability, security, "golden-path": goldenPath } as const satisfies Readonly<Record<string, Pack>>;
