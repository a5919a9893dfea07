import { findTemporalCli, findTestServer } from '../../scripts/binaries.mjs';
import { startPostgres, startTemporal } from './servers.mjs';

/** Whether tests are only listed by their names, because a part that they all need cannot be had. */
export const isNamesOnly = () => process.env['TEST_NAMES_ONLY'] !== undefined;

/** Before a suite with real servers: starts the ones that all its tests share; stop-servers.mjs ends them. */
export default async function startServers() {
  if (isNamesOnly()) return;
  const [cli, timeSkipping] = [await findTemporalCli(), await findTestServer()];
  const [postgres, temporal] = await Promise.all([startPostgres(), startTemporal(cli)]);
  globalThis.sharedTestServers = [postgres, temporal];
  Object.assign(process.env, {
    TEST_POSTGRES_URL: postgres.url(),
    TEST_TEMPORAL_ADDRESS: temporal.address,
    TEST_TEMPORAL_UI_URL: temporal.uiUrl,
    TEST_TEMPORAL_CLI: cli,
    TEST_TIME_SKIPPING_SERVER: timeSkipping,
  });
}
