/**
 * secretlint's rules, as a further detector. They are called by the interface that secretlint documents for those who write rules, and not through its
 * core, which answers later, while policies judge at once; which keeps some 50 performance marks of each text for ever; and which obeys a
 * `secretlint-disable` in a text.
 */
import type { Detection } from "./detect";
import { entropyOf, isPlaceholder, looksGenerated } from "./shape";

/** What all its ids begin with. */
const PREFIX = "@secretlint/secretlint-rule-";

const LEFT_OUT = new Set([
  // Takes orders from the text: one `secretlint-disable` would hide all that follows. An exemption has an owner and an end.
  "filter-comments",
  // Goes by the names of files, and opens them.
  "gcp",
  // The builtin detector knows every such address, and which passwords in them are placeholders.
  "basicauth",
  "database-connection-string",
]);

/** The only one that matches anything after a name, so that what it finds has to look like a token as well. */
const ANYTHING = "Npmrc_authToken";

/** The rule of that one only looks into such files. No other rule that is left asks for a name. */
const FILE = ".npmrc";

/** In bits a character. What has less was made up by somebody. */
const LEAST_ENTROPY = 3;

const LONGEST_TEXT = 1_000_000;

/** Texts are joined up to this length, since a call costs as much as reading some thousand characters. */
const LONGEST_JOINED = 100_000;

interface Message {
  messageId: string;
  /** What it would quote: the secret is among it. */
  data: Readonly<Record<string, unknown>>;
}

interface Report {
  message: Message;
  range: readonly [from: number, to: number];
}

interface RuleContext {
  sharedOptions: object;
  createTranslator(): (messageId: string, data?: Message["data"]) => Message;
  report(report: Report): void;
  ignore(): void;
}

/** A rule of secretlint, as far as it is used here. */
export interface SecretlintRule {
  meta: { id: string };
  create(context: RuleContext, options: object): { file?(source: object): unknown };
}

/** What such a rule finds is lost, so none may. */
export class AnswersLater extends Error {}

/** What a rule found in the joined texts. */
interface Hit {
  kind: string;
  secret: string;
  at: number;
  /** Where the rule began to read, which may be before the secret. */
  begun: number;
}

export class Secretlint {
  private readonly readers: ((source: object) => void)[] = [];
  private reported: (Report & { rule: string })[] = [];

  constructor(rules: readonly SecretlintRule[]) {
    for (const rule of rules) {
      const id = rule.meta.id.replace(PREFIX, "");
      if (!LEFT_OUT.has(id)) {
        const handler = rule.create(this.contextOf(id), {});
        this.readers.push((source) => atOnce(id, handler.file?.(source)));
      }
    }
  }

  /**
   * What is known of each text, in the order in which it stands there.
   * @throws AnswersLater
   */
  detect(texts: readonly string[]): Detection[][] {
    return joined(texts).flatMap(({ content, parts }) => {
      const hits = this.hitsIn(content);
      return parts.map(([from, to]) =>
        withoutOverlaps(hits.filter(({ at, secret, begun }) => begun >= from && at + secret.length <= to).filter(isSecret)),
      );
    });
  }

  private hitsIn(content: string): Hit[] {
    this.reported = [];
    this.readers.forEach((read) => read(sourceOf(content)));
    return this.reported.map(({ rule, message, range }) => ({
      kind: `secretlint ${rule}/${message.messageId}`,
      ...secretOf(content, message, range),
      begun: range[0],
    }));
  }

  private contextOf(rule: string): RuleContext {
    return {
      sharedOptions: {},
      createTranslator:
        () =>
        (messageId, data = {}) => ({ messageId, data }),
      report: ({ message, range }) => void this.reported.push({ rule, message, range }),
      ignore: () => undefined,
    };
  }
}

/** @throws AnswersLater */
function atOnce(rule: string, answer: unknown): void {
  if (typeof (answer as PromiseLike<unknown> | undefined)?.then === "function") {
    (answer as PromiseLike<unknown>).then(undefined, () => undefined);
    throw new AnswersLater(`its rule ${rule} does not answer at once`);
  }
}

function sourceOf(content: string): object {
  return { content, filePath: FILE, ext: "", contentType: "text", getFilePath: () => FILE, getPhysicalFilePath: () => undefined };
}

/** Some rules give the range of what stands before the secret too; what they would quote is the secret alone. */
function secretOf(content: string, { messageId, data }: Message, [from, to]: Report["range"]): Pick<Hit, "secret" | "at"> {
  let secret = content.slice(from, to);
  let at = from;
  const quoted = Object.values(data).flatMap((value) => (typeof value === "string" && value !== "" ? [value] : []));
  for (const value of quoted.sort((a, b) => b.length - a.length)) {
    const place = content.indexOf(value, from);
    if (place >= 0 && place < to) {
      [secret, at] = [value, place];
      break;
    }
  }
  return { secret: messageId === ANYTHING ? (/^[^\s"'`<>;&|\\]*/.exec(secret)?.[0] ?? "") : secret, at };
}

/** By what the builtin detector takes for a secret. */
function isSecret({ kind, secret }: Hit): boolean {
  return !isPlaceholder(secret) && entropyOf(secret) >= LEAST_ENTROPY && (!kind.endsWith(`/${ANYTHING}`) || looksGenerated(secret));
}

/** What two rules know is found once. */
function withoutOverlaps(hits: Hit[]): Detection[] {
  const detections: Detection[] = [];
  let end = 0;
  for (const { kind, secret, at } of hits.sort((a, b) => a.at - b.at || b.secret.length - a.secret.length || (a.kind < b.kind ? -1 : 1))) {
    if (at >= end) {
      detections.push({ kind, secret });
      end = at + secret.length;
    }
  }
  return detections;
}

/** Between two texts: no space to any expression, so that none reads on. */
const BETWEEN = "\n\0\n";

/** Where each text is in the joined ones. */
interface Joined {
  content: string;
  parts: [from: number, to: number][];
}

function joined(texts: readonly string[]): Joined[] {
  const all: Joined[] = [];
  for (const whole of texts) {
    const text = whole.slice(0, LONGEST_TEXT);
    let last = all.at(-1);
    if (last === undefined || last.content.length + text.length > LONGEST_JOINED) {
      last = { content: "", parts: [] };
      all.push(last);
    }
    last.parts.push([last.content.length, last.content.length + text.length]);
    last.content += text + BETWEEN;
  }
  return all;
}
