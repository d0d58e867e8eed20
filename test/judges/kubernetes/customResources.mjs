// The definitions of Prometheus' own kinds, as its operator publishes them, at the version that our chart installs: the API server then knows their schemas.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { load } from "js-yaml";
import { prometheusOperator } from "../../../scripts/judges/kubernetes.mjs";
import { eventually } from "./eventually.mjs";

const COLLECTION = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const SECONDS = 60;

/** Creates the definitions, and waits until the server serves them. */
export async function installCustomResources({ request }, say) {
  const { definitions } = await prometheusOperator(say);
  const files = (await readdir(definitions)).filter((file) => file.endsWith(".yaml")).sort();
  const install = async (file) => {
    const definition = load(await readFile(path.join(definitions, file), "utf8"));
    const { status, body } = await request("POST", COLLECTION, definition);
    if (status !== 201) {
      throw new Error(`the API server refuses ${file}: ${body.message}`);
    }
    if (!(await eventually(() => isEstablished(request, definition.metadata.name), SECONDS))) {
      throw new Error(`the API server does not serve ${definition.metadata.name} after ${SECONDS} s`);
    }
  };
  await Promise.all(files.map(install));
}

async function isEstablished(request, name) {
  const { body } = await request("GET", `${COLLECTION}/${name}`);
  return (body.status?.conditions ?? []).some(({ type, status }) => type === "Established" && status === "True");
}
