import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";

const pet = new random.RandomPet("name", { length: 2, prefix: "acme" });
const suffix = new random.RandomId("suffix", { byteLength: 4, keepers: { name: pet.id } });
const password = new random.RandomPassword("admin", { length: 24, special: true, overrideSpecial: "_%@" });
const zone = new random.RandomShuffle("zone", { inputs: ["a", "b", "c"], resultCount: 1 });

const key = new tls.PrivateKey("ssh", { algorithm: "ED25519" });
const certificate = new tls.SelfSignedCert("web", {
  privateKeyPem: key.privateKeyPem,
  allowedUses: ["server_auth"],
  validityPeriodHours: 24,
  subject: { commonName: "web.example.com" },
});

new command.remote.Command("install", {
  connection: { host: "203.0.113.7", user: "root", privateKey: key.privateKeyOpenssh },
  create: pulumi.interpolate`install --admin-password ${password.result}`,
  triggers: [certificate.certPem],
});

export const name = pulumi.interpolate`${pet.id}-${suffix.hex}`;
export const zones = zone.results;
export const adminPassword = password.result;
export const publicKey = key.publicKeyOpenssh;
