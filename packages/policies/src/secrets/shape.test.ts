import { entropyOf, isPlaceholder, looksGenerated } from "./shape";

describe("the shape of a text", () => {
  it.each([
    ["", 0],
    ["aaaa", 0],
    ["abab", 1],
    ["abcd", 2],
    ["0123456789abcdef", 4],
  ])("%j has an entropy of %d bits a character", (text, entropy) => {
    expect(entropyOf(text)).toBeCloseTo(entropy, 10);
  });

  it.each([
    "q7Rk2vXw9LmTz4Hb",
    "Zx8-Lq2_Wn5.Kd9~Vr3+",
    "k3jd9fkw02mcnvbq8173hhdy",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzKq5mT8vQe",
    "x9K#mP2$vL5nQ8rT!w",
  ])("%s may have been generated", (text) => {
    expect(looksGenerated(text)).toBe(true);
  });

  it.each([
    "hunter2",
    "hunter2-in-the-source",
    "orders-db-password",
    "correct horse battery staple",
    "correct-horse-battery-staple",
    "SuperSecretPassw0rd!",
    "S3cr3tP4ssw0rdForDb2024",
    "MyDbPass2024!Production",
    "shop-orders-production-2024",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "x9K#mP2$",
  ])("%s was typed by somebody", (text) => {
    expect(looksGenerated(text)).toBe(false);
  });

  it.each([
    "xxxxxxxxxxxxxxxx",
    "IOSFODNN7EXAMPLE",
    "your-token-here-1234",
    "0123456789abcdef0123456789abcdef0123",
    "abcabcabcabcabcabc",
    "REPLACE_ME_PLEASE_1",
    "------------",
  ])("%s stands in place of something", (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(["q7Rk2vXw9LmTz4Hb", "R5KQ2TZ7YH3WB6ND"])("%s does not", (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});
