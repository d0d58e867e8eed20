import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";

interface Page {
  title: pulumi.Input<string>;
  body: pulumi.Input<string>;
  token: pulumi.Input<string>;
}

/** Serialised with what it captures, to be run by a plugin at deployment. */
const provider: pulumi.dynamic.ResourceProvider = {
  async check(_olds, news) {
    return { inputs: news, failures: news.title === "" ? [{ property: "title", reason: "is empty" }] : [] };
  },
  async create({ title, body }) {
    return { id: createHash("sha256").update(title).digest("hex").slice(0, 8), outs: { title, words: body.split(" ").length } };
  },
};

class WikiPage extends pulumi.dynamic.Resource {
  declare readonly words: pulumi.Output<number>;

  constructor(name: string, args: Page, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { words: undefined, ...args }, pulumi.mergeOptions(opts, { additionalSecretOutputs: ["token"] }), "wiki", "Page");
  }
}

const page = new WikiPage("runbook", { title: "Runbook", body: "first do no harm", token: pulumi.secret("wiki-token-4711") });

export const id = page.id;
export const words = page.words;
