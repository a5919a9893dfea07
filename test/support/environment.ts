/** @throws When the suite's setup did not provide it. */
export function provided(name: `TEST_${string}`): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: is the test in a suite with this setup?`);
  return value;
}
