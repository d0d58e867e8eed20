/** Asks again and again until the answer is yes. @returns whether it became so in time. */
export async function eventually(ask, seconds) {
  const deadline = performance.now() + seconds * 1000;
  while (!(await ask())) {
    if (performance.now() > deadline) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}
