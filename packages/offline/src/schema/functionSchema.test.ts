import { extractFunction } from "./functionSchema";

describe("extractFunction", () => {
  it("reads the fields of an answer, with nothing in the type of each", () => {
    const declarations = `
export interface GetThingArgs {
    name: string;
}
export interface GetThingResult {
    /** Its name; not always there. */
    readonly alias?: string;
    readonly arn: string;
    readonly enabled: boolean;
    readonly filters?: outputs.GetThingFilter[];
    readonly size: number;
    readonly tags: {
        [key: string]: string;
    };
    readonly zones: string[];
    readonly config: outputs.GetThingConfig;
}
`;
    expect(extractFunction(declarations)?.results).toEqual({
      alias: { required: false, empty: "" },
      arn: { required: true, empty: "" },
      enabled: { required: true, empty: false },
      filters: { required: false, empty: [] },
      size: { required: true, empty: 0 },
      tags: { required: true, empty: {} },
      zones: { required: true, empty: [] },
      config: { required: true, empty: {} },
    });
  });

  it("finds nothing in declarations without an answer", () => {
    expect(extractFunction("export declare class Vpc {}")).toBeUndefined();
  });
});
