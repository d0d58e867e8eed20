import { nodeUserData, type NodeUserData } from "./userData.plan";

const node: NodeUserData = {
  clusterName: "core-production",
  endpoint: "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",
  certificateAuthority: "LS0tLS1CRUdJTg==",
  serviceCidr: "172.20.0.0/16",
  labels: {},
  taints: [],
};

/** Takes a MIME document apart as a node does: headers, an empty line, and parts between lines of the boundary. */
function mimeParts(userData: string): { type: string; body: string }[] {
  const document = Buffer.from(userData, "base64").toString("utf8");
  const split = document.indexOf("\n\n");
  const boundary = /^Content-Type: multipart\/mixed; boundary="([^"]+)"$/m.exec(document.slice(0, split))?.[1];
  const [preamble = "", ...rest] = document.slice(split + 1).split(`\n--${boundary}`);
  expect([preamble, rest.pop()]).toEqual(["", "--\n"]);
  return rest.map((part) => {
    const end = part.indexOf("\n\n");
    return { type: /^\nContent-Type: (.+)$/m.exec(part.slice(0, end))?.[1] ?? "", body: part.slice(end + 2) };
  });
}

describe("the user data of a node", () => {
  it("ASG-09: is a MIME document with one NodeConfig that has the four facts of the cluster", () => {
    const parts = mimeParts(nodeUserData(node));
    expect(parts.map(({ type }) => type)).toEqual(["application/node.eks.aws"]);
    expect(JSON.parse(parts[0]?.body ?? "")).toEqual({
      apiVersion: "node.eks.aws/v1alpha1",
      kind: "NodeConfig",
      spec: {
        cluster: {
          name: "core-production",
          apiServerEndpoint: "https://0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com",
          certificateAuthority: "LS0tLS1CRUdJTg==",
          cidr: "172.20.0.0/16",
        },
        kubelet: { flags: [] },
      },
    });
  });

  it("ASG-09: has no script", () => expect(Buffer.from(nodeUserData(node), "base64").toString("utf8")).not.toContain("bootstrap.sh"));

  it("labels and taints the node in an order that does not depend on how they are written", () => {
    const labels = { zeta: "1", "workload-type": "batch" };
    const taints = [
      { key: "spot", value: "true", effect: "NoSchedule" as const },
      { key: "dedicated", effect: "NoExecute" as const },
    ];
    const flags = (data: NodeUserData) =>
      (JSON.parse(mimeParts(nodeUserData(data))[0]?.body ?? "") as { spec: { kubelet: { flags: string[] } } }).spec.kubelet.flags;
    expect(flags({ ...node, labels, taints })).toEqual([
      "--node-labels=workload-type=batch,zeta=1",
      "--register-with-taints=dedicated=:NoExecute,spot=true:NoSchedule",
    ]);
    expect(nodeUserData({ ...node, labels: { "workload-type": "batch", zeta: "1" }, taints: taints.toReversed() })).toBe(
      nodeUserData({ ...node, labels, taints }),
    );
  });
});
