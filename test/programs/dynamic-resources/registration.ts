export interface Registration {
  key: string;
  tags?: Record<string, string>;
}

/** Captured with the provider, from another module. */
export function registration(endpoint: string, { key }: Registration): string {
  return `${endpoint}/${key.length}`;
}
