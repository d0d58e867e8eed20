/** A mistake in how the command was called: what is wrong, and what to do next. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
