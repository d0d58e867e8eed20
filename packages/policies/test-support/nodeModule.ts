/** Node's own `createRequire`, to stand for Jest's, which can't load ES modules: `jest.mock("node:module", () => jest.requireActual("…/nodeModule"))`. */
const { _load } = process.getBuiltinModule("node:module") as unknown as { _load(id: string): typeof import("node:module") };

export const { createRequire } = _load("node:module");
