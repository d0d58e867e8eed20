import { packageOf } from "../wire/urn";
import { type FunctionSchema, extractFunction } from "./functionSchema";
import { conventionalModule, readDeclarations, readModule, scanPackage, type TypeModules } from "./packageScan";
import type { ResourceSchema } from "./resourceSchema";
import { type SdkPackage, SdkPackages } from "./sdkPackages";

/** What the provider SDKs that a program has installed say of their resource types. Reads only what is asked for. */
export class SchemaIndex {
  private readonly sdks: SdkPackages;
  private readonly schemas = new Map<string, ResourceSchema | undefined>();
  private readonly functions = new Map<string, FunctionSchema | undefined>();
  private readonly scans = new Map<string, TypeModules>();

  /** `cacheDirectory`: where package listings are kept between runs; without it they are made anew. */
  constructor(
    programDirectory: string,
    private readonly cacheDirectory?: string,
  ) {
    this.sdks = new SdkPackages(programDirectory);
  }

  /** Undefined for a type that no installed SDK declares: then nothing is known of its computed attributes. */
  resource(type: string): ResourceSchema | undefined {
    if (!this.schemas.has(type)) {
      const sdk = this.package(packageOf(type));
      this.schemas.set(type, sdk === undefined ? undefined : this.read(sdk, type));
    }
    return this.schemas.get(type);
  }

  /** What a data source returns; undefined when no installed SDK declares it. */
  function(token: string): FunctionSchema | undefined {
    if (!this.functions.has(token)) {
      const sdk = this.package(packageOf(token));
      const module = sdk === undefined ? undefined : conventionalModule(sdk, token);
      this.functions.set(token, sdk === undefined || module === undefined ? undefined : extractFunction(readDeclarations(sdk, module)));
    }
    return this.functions.get(token);
  }

  /** The installed SDK of a package. */
  package(name: string): SdkPackage | undefined {
    return this.sdks.find(name);
  }

  private read(sdk: SdkPackage, type: string): ResourceSchema | undefined {
    const module = conventionalModule(sdk, type);
    const resource = module === undefined ? undefined : readModule(sdk, module);
    if (resource?.type === type) {
      return resource.schema;
    }
    if (sdk.name === "kubernetes") {
      // Its SDK always keeps to the convention, and custom resources have types that no SDK declares.
      return undefined;
    }
    let scan = this.scans.get(sdk.name);
    if (scan === undefined) {
      scan = scanPackage(sdk, this.cacheDirectory);
      this.scans.set(sdk.name, scan);
    }
    const scanned = scan[type];
    const found = scanned === undefined ? undefined : readModule(sdk, scanned);
    // A listing that no longer fits its package belongs to another build of the same version.
    return found?.type === type ? found.schema : undefined;
  }
}
