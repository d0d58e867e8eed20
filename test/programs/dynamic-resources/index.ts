import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { registration, type Registration } from "./registration";

// A provider that captures a secret of the configuration is itself a secret.
const config = new pulumi.Config();
const apiToken = config.requireSecret("apiToken");
const endpoint = config.get("endpoint") ?? "https://example.com";

class Registrations implements pulumi.dynamic.ResourceProvider<Registration, Registration> {
  name = "registrations";

  async check(_olds: Registration, news: Registration): Promise<pulumi.dynamic.CheckResult<Registration>> {
    return { inputs: news };
  }

  async diff(_id: pulumi.ID, olds: Registration, news: Registration): Promise<pulumi.dynamic.DiffResult> {
    return { changes: olds.key !== news.key, replaces: ["key"], deleteBeforeReplace: true };
  }

  async create(inputs: Registration): Promise<pulumi.dynamic.CreateResult<Registration>> {
    return { id: registration(endpoint, inputs), outs: { ...inputs, key: apiToken.get() } };
  }

  async delete(): Promise<void> {}
}

class RegistrationResource extends pulumi.dynamic.Resource {
  declare readonly key: pulumi.Output<string>;
  declare readonly at: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(new Registrations(), name, { at: undefined, ...args }, opts, "acme", "Registration");
  }
}

class Team extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:Team", name, {}, opts);
    const key = new random.RandomPassword(name, { length: 20 }, { parent: this });
    const first = new RegistrationResource(`${name}-first`, { key: key.result, tags: { Team: name } }, { parent: this, additionalSecretOutputs: ["at"], protect: true });
    new RegistrationResource(`${name}-second`, { key: first.key, token: apiToken, list: ["plain", pulumi.secret("hidden-in-a-list")] }, { parent: this, deleteBeforeReplace: true, dependsOn: first, customTimeouts: { create: "5m" } });
    this.registerOutputs({ at: first.at });
  }
}

new Team("search");
const alone = new RegistrationResource("alone", { key: "known" }, { retainOnDelete: true, ignoreChanges: ["key"] });

export const at = alone.at;
export const key = alone.key;
