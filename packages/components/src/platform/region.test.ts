import * as pulumi from "@pulumi/pulumi";
import { Provider } from "@pulumi/aws/provider";
import { preview, value } from "@firmament/offline/testing";
import { regionOf } from "./region";

// Each preview takes about half a second, and much longer on a machine that is busy.
jest.setTimeout(60_000);

class Regional extends pulumi.ComponentResource {
  readonly region: pulumi.Output<string>;

  constructor(name: string, named: pulumi.Input<string> | undefined, options: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Regional", name, {}, options);
    this.region = regionOf(this, named);
    this.registerOutputs({ region: this.region });
  }
}

/** The region that a component finds, and the data sources that it took. */
async function found(make: () => Regional, config: Record<string, string> = { "aws:region": "eu-west-1" }) {
  let region!: pulumi.Output<string>;
  const stack = await preview(() => void ({ region } = make()), { config });
  return { region: await value(region), lookups: stack.calls.map((call) => call.token) };
}

describe("the region of a component", () => {
  it("is the one named", async () => {
    expect(await found(() => new Regional("core", "us-east-1"))).toEqual({ region: "us-east-1", lookups: [] });
  });

  it("is that of the stack with the default provider, without a look-up", async () => {
    expect(await found(() => new Regional("core", undefined))).toEqual({ region: "eu-west-1", lookups: [] });
  });

  it("is asked of the provider when there is one, its own or an inherited one", async () => {
    const lookups = ["aws:index/getRegion:getRegion"];
    const provider = () => new Provider("singapore", { region: "ap-southeast-1" });
    expect(await found(() => new Regional("core", undefined, { provider: provider() }))).toEqual({ region: "ap-southeast-1", lookups });
    expect(await found(() => new Regional("core", undefined, { parent: new Regional("outer", "x", { provider: provider() }) }))).toEqual({
      region: "ap-southeast-1",
      lookups,
    });
  });

  it("is asked of the default provider when the stack does not name it", async () => {
    expect((await found(() => new Regional("core", undefined), {})).lookups).toEqual(["aws:index/getRegion:getRegion"]);
  });
});
