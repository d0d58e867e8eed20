/**
 * Whether a block of addresses is so much of the internet that it keeps nobody out: more than a /8 of IPv4 or a /16 of IPv6, which no organisation has.
 * Halves count, too: 0.0.0.0/1 and 128.0.0.0/1 are a way around a check for 0.0.0.0/0. Addresses that are not routed (multicast, reserved, unique local,
 * link-local) are not the internet. What is no block is none.
 */
export function isInternet(cidr: string): boolean {
  const [, address = "", bits = ""] = /^([\d.]+|[\da-f:]*:[\da-f:.]*)\/(\d{1,3})$/i.exec(cidr.trim()) ?? [];
  if (bits === "") {
    return false;
  }
  const length = Number(bits);
  if (address.includes(":")) {
    const first = parseInt(address.split(":")[0] || "0", 16);
    return length < 16 && first < 0xfc00;
  }
  return length < 8 && Number(address.split(".")[0]) < 224;
}
