import { usesColors } from "./terminal";

describe("usesColors", () => {
  test.each<[isTerminal: boolean | undefined, env: NodeJS.ProcessEnv, colors: boolean]>([
    [true, {}, true],
    [false, {}, false],
    [undefined, { CI: "true" }, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [true, { TERM: "dumb" }, false],
  ])("terminal %s, %j: %s", (isTerminal, env, colors) => {
    expect(usesColors(isTerminal, env)).toBe(colors);
  });
});
