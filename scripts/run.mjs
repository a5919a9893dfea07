import { existsSync, readFileSync } from 'node:fs';
import { passThrough } from './lib/exec.mjs';
import { UserError, main } from './lib/fail.mjs';
import { inRoot } from './lib/paths.mjs';
import { setup } from './setup.mjs';
import { paths, readPorts } from './start/settings.mjs';

/* node scripts/run.mjs <command> [arguments]: one process of the built service, configured by environment only. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  api: 'dist/api/main.js',
  worker: 'dist/worker/main.js',
  migrate: 'dist/infra/prisma/database/migrate-main.js',
  resync: 'dist/infra/prisma/followers/resync-main.js',
  demo: 'dist/demo/main.js',
});

await main(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const script = COMMANDS[name];
  if (!script)
    throw new UserError(`Usage: node scripts/run.mjs ${Object.keys(COMMANDS).join('|')} [arguments]`);
  await setup();
  return passThrough(process.execPath, [inRoot(script), ...args], {
    env: name === 'demo' ? demonstrationEnvironment() : serviceEnvironment(),
  });
});

/** As in the container image: glibc would keep freed memory once for each of the many threads of the Temporal SDK. */
function serviceEnvironment() {
  return { MALLOC_ARENA_MAX: '2', ...process.env };
}

/** The demonstration talks to the service that `npm start` runs, unless the environment says otherwise. */
function demonstrationEnvironment() {
  const secrets = existsSync(paths.secrets()) ? JSON.parse(readFileSync(paths.secrets(), 'utf8')) : {};
  return {
    ...process.env,
    PUBLIC_URL: process.env['PUBLIC_URL'] || `http://localhost:${readPorts().api.port}`,
    API_KEY: process.env['API_KEY'] || secrets.apiKey,
  };
}
