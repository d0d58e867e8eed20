import type { SimulatedType } from "../subject";
import { balancing } from "./balancing";
import { compute } from "./compute";
import { containers } from "./containers";
import { databases } from "./databases";
import { edge } from "./edge";
import { eks } from "./eks";
import { identity } from "./identity";
import { messaging } from "./messaging";
import { network } from "./network";
import { serverless } from "./serverless";
import { storage } from "./storage";

/** The AWS types whose attributes are known by name, as `<module>:<Class>`. */
export const awsTypes: Readonly<Record<string, SimulatedType>> = {
  ...network,
  ...compute,
  ...identity,
  ...eks,
  ...containers,
  ...balancing,
  ...storage,
  ...databases,
  ...messaging,
  ...serverless,
  ...edge,
};

/** The entry of a type token, such as `aws:ec2/vpc:Vpc`. */
export function awsType(token: string): SimulatedType | undefined {
  const [, module = "", className = ""] = token.split(":");
  const service = module.split("/")[0];
  return awsTypes[`${service === "alb" ? "lb" : service}:${className}`];
}
