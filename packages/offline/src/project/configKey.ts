/** Writes a configuration key out as `namespace:name`; undefined when it is none. `namespace:config:name` is an old form of the same. */
export function configKey(text: string, defaultNamespace: string): string | undefined {
  const parts = text.split(":");
  if (parts.some((part) => part === "")) {
    return undefined;
  }
  if (parts.length === 3 && parts[1] === "config") {
    return `${parts[0]}:${parts[2]}`;
  }
  return parts.length === 1 ? `${defaultNamespace}:${text}` : parts.length === 2 ? text : undefined;
}
