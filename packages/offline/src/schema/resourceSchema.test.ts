import { extractResource, typeOf } from "./resourceSchema";

const bridged = `
class Bucket extends pulumi.CustomResource {
    /** @internal */
    static __pulumiType = 'aws:s3/bucket:Bucket';
    constructor(name, argsOrState, opts) {
        let resourceInputs = {};
        if (opts.id) {
            const state = argsOrState;
            resourceInputs["arn"] = state?.arn;
        }
        else {
            const args = argsOrState;
            resourceInputs["bucket"] = args?.bucket;
            resourceInputs["tags"] = args?.tags;
            resourceInputs["arn"] = undefined /*out*/;
            resourceInputs["tagsAll"] = undefined /*out*/;
        }
    }
}
`;

const bridgedDeclarations = `
export declare class Bucket extends pulumi.CustomResource {
    readonly arn: pulumi.Output<string>;
    /** Its name. */
    readonly bucket: pulumi.Output<string>;
    readonly tags: pulumi.Output<{
        [key: string]: string;
    } | undefined>;
    readonly tagsAll: pulumi.Output<{
        [key: string]: string;
    }>;
}
export interface BucketArgs {
    bucket?: pulumi.Input<string | undefined>;
}
`;

const native = `
class Deployment extends pulumi.CustomResource {
    static __pulumiType = 'kubernetes:apps/v1:Deployment';
    constructor(name, args, opts) {
        let resourceInputs = {};
        if (!opts.id) {
            resourceInputs["spec"] = args?.spec;
            resourceInputs["status"] = undefined /*out*/;
        }
        else {
            resourceInputs["spec"] = undefined /*out*/;
            resourceInputs["status"] = undefined /*out*/;
        }
    }
}
`;

describe("extractResource", () => {
  it("takes what a provider computes from both files of a bridged resource", () => {
    expect(extractResource(bridged, bridgedDeclarations)).toEqual({
      type: "aws:s3/bucket:Bucket",
      schema: {
        computed: { arn: "string", bucket: "string", tagsAll: "{ [key: string]: string; }" },
        outputOnly: ["arn", "tagsAll"],
      },
    });
  });

  it("takes only what is computed at creation of a native resource, not what `get` reads", () => {
    expect(extractResource(native, "")?.schema).toEqual({ computed: { status: "unknown" }, outputOnly: ["status"] });
  });

  it("takes output-only properties that may be absent", () => {
    expect(extractResource(native, "    readonly status: pulumi.Output<outputs.Status | undefined>;\n")?.schema.computed).toEqual({
      status: "outputs.Status",
    });
  });

  it("finds nothing in a module without a resource", () => {
    expect(extractResource("exports.getVpc = getVpc;", "")).toBeUndefined();
  });
});

describe("typeOf", () => {
  it("reads the token of current and of older generators", () => {
    expect(typeOf("static __pulumiType = 'a:b:C';")).toBe("a:b:C");
    expect(typeOf('Bucket.__pulumiType = "aws:s3/bucket:Bucket";')).toBe("aws:s3/bucket:Bucket");
  });
});
