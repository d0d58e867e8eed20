import { parseBytes, parseDuration } from "./quantities";

test.each([
  ["500ms", 0.5],
  ["250ms", 0.25],
  ["15s", 15],
  ["5m", 300],
  ["1h30m", 5_400],
  ["15d", 1_296_000],
  ["4w", 2_419_200],
  ["1y", 31_536_000],
  ["2s500ms", 2.5],
])("%s is %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["", "15", "15 d", "1.5h", "-1d", "d", "15D", "30m1h", "1d1d", 15, undefined])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  ["512Mi", 536_870_912],
  ["100Gi", 107_374_182_400],
  ["1Ti", 1_099_511_627_776],
])("%s is %d bytes", (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each(["", "100", "100G", "1.5Gi", "100GiB", 100, undefined])("%j is no quantity with a binary suffix", (text) => {
  expect(parseBytes(text)).toBeUndefined();
});
