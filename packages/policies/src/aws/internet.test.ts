import { isInternet } from "./internet";

describe("the internet", () => {
  it.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", " 64.0.0.0/7 ", "::/0", "::0/0", "2000::/3", "2001::/15"])("is %s", (cidr) => {
    expect(isInternet(cidr)).toBe(true);
  });

  it.each([
    "10.0.0.0/8",
    "172.16.0.0/12",
    "0.0.0.0/8",
    "240.0.0.0/4",
    "224.0.0.0/3",
    "203.0.113.7/32",
    "fd00::/8",
    "fc00::/7",
    "fe80::/10",
    "2001:db8::/32",
  ])("is not %s", (cidr) => {
    expect(isInternet(cidr)).toBe(false);
  });

  it.each(["", "0.0.0.0", "everyone", "pl-12345/0", "/0"])("is not %j, which is no block", (cidr) => {
    expect(isInternet(cidr)).toBe(false);
  });
});
