import type { Pack } from "../kernel/pack";
import { cost } from "./cost";
import { reliability } from "./reliability";
import { secrets } from "./secrets";
import { security } from "./security";
import { slo } from "./slo";

/** All packs in one process, for who wants every rule. */
export const goldenPath: Pack = {
  name: "firmament-golden-path",
  title: "Golden path",
  description: "Every rule of the other packs.",
  rules: [cost, secrets, slo, reliability, security].flatMap(({ rules }) => rules),
};
