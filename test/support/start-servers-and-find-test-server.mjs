import findServer from './find-test-server.mjs';
import startServers from './start-servers.mjs';

/** Before the integration suite: the shared servers, and the time-skipping test server of those that move the clock. */
export default async function startServersAndFindTestServer() {
  await findServer();
  await startServers();
}
