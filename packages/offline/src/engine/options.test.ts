import { seconds } from "./options";

describe("durations of custom timeouts", () => {
  it.each([
    ["", 0],
    ["0", 0],
    ["90s", 90],
    ["1h30m", 5400],
    ["1.5h", 5400],
    ["250ms", 0.25],
  ])("%s is %d seconds", (duration, expected) => expect(seconds(duration)).toBeCloseTo(expected));

  it.each(["10", "ten minutes", "5 m", "m"])("%s is refused in the engine's words", (duration) => {
    expect(() => seconds(duration)).toThrow(`unable to parse customTimeout Value ${duration}`);
  });
});
