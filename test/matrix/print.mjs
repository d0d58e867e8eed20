// Prints, as JSON, what tests in other module systems ask about the matrix: `arguments`, those of each case, or `aws`, its AWS resources.
import process from "node:process";
import { cases, harvest } from "./matrix.mjs";
import { pulumi } from "./table.mjs";

/** Arguments without outputs, whose values nobody knows here. */
function plain(value) {
  if (pulumi.Output.isInstance(value)) {
    return "[output]";
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)])) : value;
}

const answers = {
  arguments: () => cases.filter(({ args }) => args !== undefined).map(({ component, args }) => ({ component, args: plain(args) })),
  aws: async () => (await harvest()).aws,
};
process.stdout.write(JSON.stringify(await answers[process.argv[2]]()));
