"use strict";

const k8s = require("@pulumi/kubernetes");

const first = new k8s.core.v1.ConfigMap("at-once", { data: { when: "at once" } });

first.metadata.name.apply((name) => new k8s.core.v1.ConfigMap("in-apply", { data: { after: name } }));

setTimeout(() => new k8s.core.v1.ConfigMap("after-a-while", { data: { when: "after a while" } }), 300);

setImmediate(async () => {
  for (let index = 0; index < 3; index++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    new k8s.core.v1.ConfigMap(`one-by-one-${index}`, { data: { index: String(index) } });
  }
});

let left = 2;
process.on("beforeExit", () => {
  if (left > 0) {
    new k8s.core.v1.ConfigMap(`before-exit-${left}`, { data: { left: String(left) } });
    left -= 1;
  }
});

exports.first = first.metadata.name;
