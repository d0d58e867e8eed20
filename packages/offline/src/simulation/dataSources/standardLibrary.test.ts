import type { PropertyMap, PropertyValue } from "../../wire/values";
import { simulator } from "../simulator.fixtures";

const call = async (name: string, args: PropertyMap): Promise<unknown> =>
  (await simulator().invoke(`std:index:${name}`, args, { region: "eu-west-1" })).value.result;

describe("std", () => {
  it.each<[string, PropertyMap, PropertyValue]>([
    ["abs", { input: -2.5 }, 2.5],
    ["base64decode", { input: "aGk=" }, "hi"],
    ["base64encode", { input: "hi" }, "aGk="],
    ["base64sha256", { input: "" }, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    ["basename", { input: "/a/b.txt" }, "b.txt"],
    ["ceil", { input: 1.2 }, 2],
    ["chomp", { input: "a\r\n\n" }, "a"],
    ["compact", { input: ["a", "", "b"] }, ["a", "b"]],
    ["concat", { input: [["a"], ["b", "c"]] }, ["a", "b", "c"]],
    ["contains", { input: [1, 2], element: 2 }, true],
    ["dirname", { input: "/a/b.txt" }, "/a"],
    ["distinct", { input: ["a", "b", "a"] }, ["a", "b"]],
    ["element", { input: ["a", "b"], index: 3 }, "b"],
    ["endswith", { input: "abc", suffix: "bc" }, true],
    ["flatten", { input: [["a", ["b"]], "c"] }, ["a", "b", "c"]],
    ["floor", { input: 1.8 }, 1],
    ["join", { input: ["a", "b"], separator: "-" }, "a-b"],
    ["jsondecode", { input: '{"a":1}' }, { a: 1 }],
    ["jsonencode", { input: { b: "<", a: 1 } }, '{"a":1,"b":"\\u003c"}'],
    ["keys", { input: { b: 1, a: 2 } }, ["a", "b"]],
    ["lower", { input: "ABC" }, "abc"],
    ["max", { input: [1, 3, 2] }, 3],
    ["md5", { input: "" }, "d41d8cd98f00b204e9800998ecf8427e"],
    ["merge", { input: [{ a: 1, b: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    ["min", { input: [2, 1] }, 1],
    ["range", { limit: 3 }, [0, 1, 2]],
    ["range", { start: 5, limit: 0, step: -2 }, [5, 3, 1]],
    ["replace", { text: "a.b.c", search: ".", replace: "-" }, "a-b-c"],
    ["reverse", { input: [1, 2] }, [2, 1]],
    ["sha1", { input: "" }, "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
    ["sort", { input: ["b", "B", "a"] }, ["B", "a", "b"]],
    ["split", { text: "a,b", separator: "," }, ["a", "b"]],
    ["startswith", { input: "abc", prefix: "b" }, false],
    ["strrev", { input: "ab😀" }, "😀ba"],
    ["sum", { input: [1, 2, 3] }, 6],
    ["toset", { input: ["a", "a"] }, ["a"]],
    ["trim", { input: "?!hi!?", cutset: "!?" }, "hi"],
    ["trimprefix", { input: "abc", prefix: "ab" }, "c"],
    ["trimspace", { input: " a\n" }, "a"],
    ["trimsuffix", { input: "abc", suffix: "c" }, "ab"],
    ["trimsuffix", { input: "abc", suffix: "" }, "abc"],
    ["upper", { input: "abc" }, "ABC"],
    ["values", { input: { b: 1, a: 2 } }, [2, 1]],
    ["zipmap", { keys: ["a", "b"], values: [1, 2] }, { a: 1, b: 2 }],
  ])("%s %j", async (name, args, expected) => {
    expect(await call(name, args)).toEqual(expected);
  });

  it.each([
    ["replace", { text: "abc", search: "/b+/", replace: "" }],
    ["timestamp", {}],
    ["uuid", {}],
  ])("leaves to a fixture what it can't compute as the provider does: %s %j", async (name, args) => {
    await expect(call(name, args)).rejects.toThrow(/is not known offline/);
  });
});
