import { createHash } from "node:crypto";

/** Made-up identifiers that look real and are the same in every run: each is taken from a hash of what it identifies. */
export class Identifiers {
  constructor(private readonly seed: string) {}

  /** Hexadecimal digits. `purpose` tells several identifiers of one thing apart. */
  hex(length: number, purpose = ""): string {
    let digits = "";
    for (let block = 0; digits.length < length; block++) {
      digits += createHash("sha256").update(`${this.seed}\u0000${purpose}\u0000${block}`).digest("hex");
    }
    return digits.slice(0, length);
  }

  /** Characters of an alphabet of at most 256. */
  text(length: number, alphabet: string, purpose = ""): string {
    const digits = this.hex(length * 2, purpose);
    return Array.from({ length }, (_, index) => alphabet.charAt(parseInt(digits.slice(index * 2, index * 2 + 2), 16) % alphabet.length)).join("");
  }

  uuid(purpose = ""): string {
    const digits = this.hex(32, purpose);
    const variant = ((parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20)].join("-");
  }

  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number, purpose = ""): number {
    return minimum + (parseInt(this.hex(12, purpose), 16) % (maximum - minimum + 1));
  }
}

export const UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LOWER_CASE = UPPER_CASE.toLowerCase();
export const DIGITS = "0123456789";
