import { findChromium } from '../../scripts/lib/chromium.mjs';
import startServers from './start-servers.mjs';

/** Before the browser suite: the shared servers, and TEST_CHROMIUM for playwright-core. */
export default async function startServersAndBrowser() {
  process.env['TEST_CHROMIUM'] = await findChromium();
  await startServers();
}
