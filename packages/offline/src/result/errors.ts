/** What went wrong before or around a preview, as opposed to in the program (`PreviewResult.errors`). */
export type PreviewErrorCode =
  | "no-project" // no Pulumi.yaml
  | "bad-project" // Pulumi.yaml or Pulumi.<stack>.yaml can't be read
  | "not-node" // another runtime
  | "no-stack" // the stack has no configuration file and others do
  | "bad-config" // a malformed configuration value
  | "not-installed" // dependencies are missing
  | "bad-fixtures" // the fixtures file can't be read
  | "bad-pack" // a policy pack that is not one, or that does not start
  | "bad-pack-config" // configuration that does not fit a policy's schema
  | "interrupted"
  | "internal";

/** An error that a user can mend: what is wrong, and what to do next. */
export class PreviewError extends Error {
  override readonly name = "PreviewError";

  constructor(
    readonly code: PreviewErrorCode,
    message: string,
    /** The next step, as a sentence or a command. */
    readonly hint?: string,
  ) {
    super(message);
  }
}
