import type { ProgressEvent } from "@firmament/offline";
import { noColors } from "../reports/sample.fixtures";
import { Progress } from "./progress";

const events: ProgressEvent[] = [
  { kind: "stage", stage: "starting" },
  { kind: "process", name: "program", pid: 1 },
  { kind: "stage", stage: "registering" },
  { kind: "output", stream: "stdout", line: "hello" },
  { kind: "diagnostic", diagnostic: { severity: "warning", message: "in the report" } },
  ...Array.from({ length: 21 }, (_, index): ProgressEvent => ({ kind: "resource", count: index + 1 })),
  { kind: "stage", stage: "analyzing-stack" },
];

function written(live: boolean): string {
  let text = "";
  const terminal = { out: () => undefined, err: (part: string) => void (text += part), width: 80, live, outColors: noColors, errColors: noColors };
  const progress = new Progress(terminal);
  events.forEach((event) => progress.show(event));
  progress.end();
  return text;
}

describe("Progress", () => {
  test("elsewhere than on a terminal is a line for each stage and the program's own output", () => {
    expect(written(false)).toBe("Starting the program and its policy packs …\nRunning the program …\nhello\nChecking the stack as a whole …\n");
  });

  test("on a terminal is one line that is written over, and only the program's own output is left of it", () => {
    const ERASE = "\r\u001b[2K";
    expect(written(true)).toBe(
      [
        "Starting the program and its policy packs …",
        "Running the program …",
        "hello\nRunning the program …",
        "Running the program … 10 resources",
        "Running the program … 20 resources",
        "Checking the stack as a whole … 21 resources",
        "",
      ].join(ERASE),
    );
  });
});
