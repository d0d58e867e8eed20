// Writes the inputs that SDKs mark secret whatever the program passes, by type: there a literal can't be told from a secret by its mark.
import { scanSdk, write } from "./scan-sdk.mjs";

const inputs = {};
const versions = ["@pulumi/aws", "@pulumi/kubernetes"].map((name) => {
  const version = scanSdk(name, (type, source) => {
    const names = [...source.matchAll(/resourceInputs\["(\w+)"\] = args\?\.\w+ \? pulumi\.secret/g)].map((match) => match[1]);
    if (names.length > 0) {
      inputs[type] = [...new Set(names)].sort();
    }
  });
  return `${name} ${version}`;
});
write("secret-inputs.json", { source: versions.join(", "), inputs: Object.fromEntries(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))) });
