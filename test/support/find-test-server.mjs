import { findTestServer } from '../../scripts/binaries.mjs';

/** Before the suites that move the clock: finds the time-skipping test server that test/support/temporal.ts starts. */
export default async function findServer() {
  process.env['TEST_TIME_SKIPPING_SERVER'] = await findTestServer();
}
