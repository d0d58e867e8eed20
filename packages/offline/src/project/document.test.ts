import { parseDocument } from "./document";
import { configText } from "./configValue";

/** What a Go program with gopkg.in/yaml.v3 3.0.1, the CLI's parser, makes of the scalar, written to JSON as the CLI writes it. */
const SCALARS: [yaml: string, text: string][] = [
  ["0123", "83"],
  ["0o17", "15"],
  ["012345678901", "12345678901"],
  ["012345670123", "1402433619"],
  ["123456789012", "123456789012"],
  ["123456789012345678", "123456789012345678"],
  ["18446744073709551615", "18446744073709551615"],
  ["18446744073709551616", "18446744073709552000"],
  ["-9223372036854775808", "-9223372036854775808"],
  ["-9223372036854775809", "-9223372036854776000"],
  ["1_000", "1000"],
  ["-0x1F", "-31"],
  ["0b101", "5"],
  ["+5", "5"],
  ["00", "0"],
  ["089", "89"],
  ["0o9", "0o9"],
  ["_1", "_1"],
  ["1.10", "1.1"],
  ["5.", "5"],
  [".5", "0.5"],
  ["1e3", "1000"],
  ["1E+21", "1e+21"],
  ["1e-7", "1e-7"],
  ["1.5e", "1.5e"],
  ["--5", "--5"],
  ["10:30", "10:30"],
  ["1.2.3", "1.2.3"],
  ["2020-1-1", "2020-01-01 00:00:00 +0000 UTC"],
  ["2020-13-01", "2020-13-01"],
  ["2021-02-29", "2021-02-29"],
  ["2020-01-01T10:00:00.120Z", "2020-01-01 10:00:00.12 +0000 UTC"],
  ["2020-01-01T10:00:00+02:00", "2020-01-01 10:00:00 +0200 +0200"],
  ["2020-01-01 10:00:00.5", "2020-01-01 10:00:00.5 +0000 UTC"],
  ["2020-01-01 10:00:00 +02:00", "2020-01-01 10:00:00 +02:00"],
  ["2020-01-01T10:00:00", "2020-01-01T10:00:00"],
  ["yes", "yes"],
  ["True", "true"],
  ["~", ""],
  ['"0123"', "0123"],
  ["!!str 123", "123"],
];

it.each(SCALARS)("reads the YAML scalar %s as %s, as the CLI does", (yaml, text) => {
  const { value } = parseDocument(`value: ${yaml}\n`, "Pulumi.dev.yaml") as { value: never };
  expect(configText(value)).toBe(text);
});

it("reads an empty file as nothing, merge keys as YAML does, and only the first of several documents", () => {
  expect(parseDocument("", "Pulumi.dev.yaml")).toBeNull();
  expect(parseDocument("a: &a { x: 1 }\nb: { <<: *a, y: 2 }\n---\nc: 3\n", "Pulumi.dev.yaml")).toEqual({ a: { x: 1 }, b: { x: 1, y: 2 } });
});

it("names the file and the place of a syntax error, and quotes nothing of the file", () => {
  expect(() => parseDocument("config:\n  password: hunter2-hunter2\n  other: [\n", "Pulumi.dev.yaml")).toThrow(
    "Pulumi.dev.yaml is not valid YAML: unexpected end of the stream within a flow collection (line 4, column 1)",
  );
  expect(() => parseDocument("{", "Pulumi.json")).toThrow(/^Pulumi\.json is not valid JSON: /);
});
