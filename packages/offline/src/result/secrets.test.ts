import * as fc from "fast-check";
import { ARCHIVE, ASSET, OUTPUT, SIGNATURE, UNKNOWN, secret } from "../wire/values";
import { MASK, SecretMasker } from "./secrets";

function maskerOf(...secrets: string[]): SecretMasker {
  const masker = new SecretMasker();
  secrets.forEach((value) => masker.learn(value));
  return masker;
}

describe("the secret masker", () => {
  it("masks a marked value whole, whatever it is", () => {
    expect(new SecretMasker().properties({ port: secret(5432), list: [secret({ user: "a", password: "b" })] })).toEqual({
      port: secret(MASK),
      list: [secret(MASK)],
    });
  });

  it("masks a secret that shows up unmarked: in text, in a key, in JSON, in base64 and in a URL", () => {
    const masker = maskerOf('p@ss"word/1');
    const masked = masker.properties({
      text: 'the password is p@ss"word/1.',
      json: JSON.stringify({ password: 'p@ss"word/1' }),
      base64: Buffer.from('p@ss"word/1').toString("base64"),
      url: `postgres://u:${encodeURIComponent('p@ss"word/1')}@db`,
      'p@ss"word/1': true,
    });
    expect(masked).toEqual({
      text: "the password is [secret].",
      json: '{"password":"[secret]"}',
      base64: MASK,
      url: "postgres://u:[secret]@db",
      [MASK]: true,
    });
  });

  it("masks a secret in the base64 of a longer text, at each of the three alignments", () => {
    const masker = maskerOf("hunter2?hunter2~");
    for (const before of ["", "u", "us", "use"]) {
      const masked = masker.text(Buffer.from(`${before}hunter2?hunter2~ and what follows`).toString("base64"));
      expect(masked).toContain(MASK);
      expect(Buffer.from(masked.replace(MASK, ""), "base64").toString()).not.toContain("hunter2");
    }
    expect(masker.text(Buffer.from("hunter2?hunter2~").toString("base64url"))).toBe(MASK);
  });

  it("masks a secret in JSON that is inside JSON, in a URL and in base64", () => {
    const masker = maskerOf('a"b\\c"d');
    let text = 'is a"b\\c"d';
    for (let depth = 0; depth < 4; depth++) {
      expect(masker.text(text)).toMatch(/is \[secret\]"*/);
      expect(masker.text(encodeURIComponent(text))).toContain(encodeURIComponent("is ") + MASK);
      expect(masker.text(Buffer.from(text).toString("base64"))).toContain(MASK);
      text = JSON.stringify(text);
    }
  });

  it("masks a secret number where it is a number and where it is text", () => {
    const masker = new SecretMasker();
    masker.learn(48151623);
    expect(masker.properties({ pin: 48151623, text: "pin 48151623", other: 4815 })).toEqual({ pin: MASK, text: "pin [secret]", other: 4815 });
  });

  it("does not take what is secret and not known yet for a text to mask", () => {
    const masker = new SecretMasker();
    masker.learnMarked({ key: secret(UNKNOWN) });
    expect(masker.properties({ other: UNKNOWN })).toEqual({ other: UNKNOWN });
  });

  it("learns the output values that remote components are given, and the parts of a structured setting", () => {
    const masker = new SecretMasker();
    masker.learnMarked({
      token: { [SIGNATURE]: OUTPUT, value: "hunter2-hunter2", secret: true },
      name: { [SIGNATURE]: OUTPUT, value: "not-a-secret" },
    });
    masker.learnSetting('{ "password": "correct-horse" }');
    expect(masker.text("hunter2-hunter2 not-a-secret correct-horse")).toBe("[secret] not-a-secret [secret]");
  });

  it("learns what is in a secret asset, and not where it is", () => {
    const masker = new SecretMasker();
    const text = { [SIGNATURE]: ASSET, hash: "0123456789abcdef", text: "between you and me" };
    masker.learn({ [SIGNATURE]: ARCHIVE, hash: "fedcba9876543210", assets: { text, file: { [SIGNATURE]: ASSET, path: "./lambda" } } });
    expect(masker.text("./lambda: between you and me, 0123456789abcdef, fedcba9876543210")).toBe(
      "./lambda: [secret], 0123456789abcdef, fedcba9876543210",
    );
  });

  it("masks a secret of several lines also line by line", () => {
    const masker = maskerOf("-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----");
    expect(masker.text("1: abcdefgh;")).toBe("1: [secret];");
  });

  it("leaves lines with words alone in properties: of JSON or YAML, they are in much that is no secret", () => {
    const masker = maskerOf('{\n  "Effect": "Allow",\n  "Resource": "arn:aws:s3:::hidden"\n}', "-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----");
    expect(masker.properties({ policy: '{\n  "Effect": "Allow",\n  "Resource": "*"\n}', key: "abcdefgh" })).toEqual({
      policy: '{\n  "Effect": "Allow",\n  "Resource": "*"\n}',
      key: MASK,
    });
    expect(masker.text('it says "Effect": "Allow",')).toBe("it says [secret]");
  });

  it("masks the whole of a secret that begins with another one", () => {
    expect(maskerOf("abcdef", "abcdefghi").text("<abcdefghi>")).toBe("<[secret]>");
  });

  it("does not search text for what is shorter than six characters", () => {
    expect(maskerOf("admin").text("the admin user")).toBe("the admin user");
  });

  it("learns what is marked inside properties, structured secrets included", () => {
    const masker = new SecretMasker();
    masker.learnMarked({ a: [{ b: secret({ user: "someone", password: "hunter2-hunter2" }) }] });
    expect(masker.text("someone/hunter2-hunter2")).toBe("[secret]/[secret]");
  });

  it("leaves no learnt secret in any text", () => {
    const secrets = fc.array(
      fc.string({ minLength: 6, maxLength: 12 }).filter((text) => !MASK.includes(text)),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(secrets, fc.array(fc.oneof(fc.string(), fc.nat({ max: 4 }))), (known, parts) => {
        const text = parts.map((part) => (typeof part === "number" ? (known[part % known.length] as string) : part)).join("");
        const pieces = maskerOf(...known)
          .text(text)
          .split(MASK);
        for (const piece of pieces) {
          known.forEach((value) => expect(piece).not.toContain(value));
        }
      }),
    );
  });
});
