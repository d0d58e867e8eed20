interface Debuggable {
  debuggablePromise: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
}

/** What the SDK keeps of where a promise was made, once the test kit is loaded. */
function keptOfPromise(): string {
  const promise = Promise.resolve();
  jest.isolateModules(() => {
    jest.requireActual<object>("./sdk");
    void jest.requireActual<Debuggable>("@pulumi/pulumi/runtime/debuggable").debuggablePromise(promise, "a test");
  });
  return (promise as unknown as { _debugStackTrace: string })._debugStackTrace;
}

const before = process.env.PULUMI_DEBUG_PROMISE_LEAKS;
afterEach(() => {
  delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
  Object.assign(process.env, before === undefined ? {} : { PULUMI_DEBUG_PROMISE_LEAKS: before });
});

test("the SDK takes no stack trace of its promises, each of which a test runner would map to the sources", () => {
  const limit = Error.stackTraceLimit;
  expect([keptOfPromise(), Error.stackTraceLimit]).toEqual(["Error: ", limit]);
});

test("it takes them for those who look for promises that never settle", () => {
  process.env.PULUMI_DEBUG_PROMISE_LEAKS = "true";
  expect(keptOfPromise()).toContain("sdk.test.ts");
});
