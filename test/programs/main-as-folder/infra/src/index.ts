import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import path from "path";
import settings from "./settings.json";

enum Tier {
  Front = "front",
  Back = "back",
}

/** Keeps what it made by tier. */
function registered(_target: object, _key: string, descriptor: PropertyDescriptor): void {
  const make = descriptor.value as (this: Shop, tier: Tier) => k8s.apps.v1.Deployment;
  descriptor.value = function (this: Shop, tier: Tier) {
    return (this.made[tier] ??= make.call(this, tier));
  };
}

class Shop {
  readonly made: Partial<Record<Tier, k8s.apps.v1.Deployment>> = {};

  @registered
  tier(tier: Tier): k8s.apps.v1.Deployment {
    const labels = { app: tier };
    return new k8s.apps.v1.Deployment(tier, {
      metadata: { labels },
      spec: {
        replicas: new pulumi.Config().requireNumber("replicas"),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: tier, ...settings }] } },
      },
    });
  }
}

const shop = new Shop();
shop.tier(Tier.Front);
shop.tier(Tier.Back);
shop.tier(Tier.Front);

export const names = Object.values(shop.made).map((deployment) => deployment.metadata.name);
export const runsIn = path.basename(process.cwd());
export const root = path.basename(pulumi.runtime.getRootDirectory?.() ?? "");
