/** The parts of a policy's message. */
export interface Message {
  what: string;
  /** The property that it is about. */
  path?: string;
  fix?: string;
  /** Why and until when it is let be. */
  exempt?: string;
}

/**
 * Our own packs write what is wrong, then `at <property path>`, then `fix: <what to do>`, a line each. The messages of other packs are shown as they
 * are, without the policy's description, which the policy SDK puts before every one.
 */
export function parseMessage(message: string, description: string | undefined): Message {
  const own = description !== undefined && message.startsWith(`${description}\n`) ? message.slice(description.length + 1) : message;
  const lines = own.trimEnd().split("\n");
  const fix = lines.length > 1 ? after("fix: ", lines.at(-1)) : undefined;
  const rest = fix === undefined ? lines : lines.slice(0, -1);
  const path = rest.length > 1 ? after("at ", rest.at(-1)) : undefined;
  return {
    what: (path === undefined ? rest : rest.slice(0, -1)).join("\n"),
    ...(path === undefined ? {} : { path }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function after(label: string, line: string | undefined): string | undefined {
  return line?.startsWith(label) ? line.slice(label.length) : undefined;
}
