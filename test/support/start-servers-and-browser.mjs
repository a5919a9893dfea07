import { findChromium } from '../../scripts/lib/chromium.mjs';
import startServers, { isNamesOnly } from './start-servers.mjs';

/** Before the browser suite: the shared servers, and TEST_CHROMIUM for playwright-core. */
export default async function startServersAndBrowser() {
  if (isNamesOnly()) return;
  const chromium = await findChromium();
  if (chromium === undefined) throw new Error('There is no Chromium here: `npm test -- browser` brings one.');
  process.env['TEST_CHROMIUM'] = chromium;
  await startServers();
}
