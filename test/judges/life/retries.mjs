// Whether the simulator answers what it is asked again as AWS does: the SDK repeats a request under its id when a connection is lost.
const GROUP = "asked-again";

/** Resolves with what is wrong, nothing when all is well. Leaves nothing in the simulator. */
export async function wrongWithRetries({ url }) {
  const ask = async (id, action) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=simulated/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none",
        "content-type": "application/x-www-form-urlencoded",
        "amz-sdk-invocation-id": id,
      },
      body: `Action=${action}&Version=2010-05-08&GroupName=${GROUP}`,
    });
    return `${answer.status} ${/<(GroupId|Code)>[^<]*/.exec(await answer.text())?.[0]}`;
  };
  const [first, again] = await Promise.all([ask("one", "CreateGroup"), ask("one", "CreateGroup")]);
  const other = await ask("other", "CreateGroup");
  await ask("last", "DeleteGroup");
  return first === again && first.startsWith("200 <GroupId>") && other === "409 <Code>EntityAlreadyExists" ? [] : [first, again, other];
}
