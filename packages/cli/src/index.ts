/**
 * The `firmament` command.
 *
 * @packageDocumentation
 */
export { main } from "./main";
