"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.limited = exports.name = void 0;
const k8s = require("@pulumi/kubernetes");
const pulumi_1 = require("@pulumi/pulumi");
const settings = new pulumi_1.Config().getObject("settings") ?? { namespace: "team-a" };
const namespace = new k8s.core.v1.Namespace("team", {
    metadata: { name: settings.namespace },
});
const quota = settings.quota &&
    new k8s.core.v1.ResourceQuota("team", {
        metadata: { namespace: namespace.metadata.name },
        spec: { hard: { "requests.cpu": settings.quota.cpu, "requests.memory": settings.quota.memory } },
    });
exports.name = namespace.metadata.name;
exports.limited = quota !== undefined;
//# sourceMappingURL=index.js.map