import { tarEnd, tarHeader, tarPadding } from "./tar";

const text = (header: Buffer, offset: number, length: number): string => header.toString("latin1", offset, offset + length).replace(/\0+$/, "");

describe("tarHeader", () => {
  it("writes a ustar header with mode 0600, no owner and no time", () => {
    const header = tarHeader("src/index.js", 1234);
    expect(header).toHaveLength(512);
    expect({
      name: text(header, 0, 100),
      mode: text(header, 100, 8),
      uid: text(header, 108, 8),
      gid: text(header, 116, 8),
      size: text(header, 124, 12),
      mtime: text(header, 136, 12),
      type: text(header, 156, 1),
      magic: header.toString("latin1", 257, 265),
      owner: text(header, 265, 64),
      device: text(header, 329, 16),
    }).toEqual({
      name: "src/index.js",
      mode: "0000600",
      uid: "0000000",
      gid: "0000000",
      size: "00000002322",
      mtime: "00000000000",
      type: "0",
      magic: "ustar\u000000",
      owner: "",
      device: "0000000\u00000000000",
    });
  });

  it("sums all bytes of the header with spaces in place of the sum", () => {
    const header = tarHeader("a", 0);
    const sum = parseInt(text(header, 148, 6), 8);
    header.fill(" ", 148, 156);
    expect(sum).toBe(header.reduce((total, byte) => total + byte, 0));
  });

  it("parts a name of more than 100 characters at a slash", () => {
    const header = tarHeader(`${"d".repeat(100)}/${"f".repeat(50)}`, 5);
    expect(header).toHaveLength(512);
    expect([text(header, 0, 100), text(header, 345, 155)]).toEqual(["f".repeat(50), "d".repeat(100)]);
  });

  it("writes a pax header first for a name that can't be parted", () => {
    const name = "x".repeat(101);
    const header = tarHeader(name, 5);
    expect(header).toHaveLength(3 * 512);
    expect([text(header, 0, 100), text(header, 156, 1)]).toEqual([`PaxHeaders.0/${"x".repeat(87)}`, "x"]);
    // Three digits, a space, "path=", the name and the end of the line.
    expect(text(header, 512, 512)).toBe(`111 path=${name}\n`);
    expect(text(header, 1024, 100)).toBe("x".repeat(100));
  });

  it("writes a pax header for a name beyond ASCII, and keeps what is ASCII of it in the plain header", () => {
    const header = tarHeader("größe/漢字.txt", 5);
    expect(header.toString("utf8", 512, 1024).replace(/\0+$/, "")).toBe("27 path=größe/漢字.txt\n");
    expect([text(header, 0, 100), text(header, 1024, 100)]).toEqual(["gre/PaxHeaders.0/.txt", "gre/.txt"]);
  });
});

describe("tarPadding", () => {
  it.each([
    [0, 0],
    [1, 511],
    [511, 1],
    [512, 0],
    [513, 511],
  ])("fills up a content of %i bytes with %i", (size, padding) => {
    expect(tarPadding(size)).toEqual(Buffer.alloc(padding));
  });
});

describe("tarEnd", () => {
  it("is two empty blocks", () => {
    expect(tarEnd()).toEqual(Buffer.alloc(1024));
  });
});
