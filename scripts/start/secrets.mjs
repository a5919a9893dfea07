import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from '../lib/paths.mjs';
import { paths } from './settings.mjs';

/** @typedef {{ linkKeys: string, apiKey: string, postgresPassword: string }} Secrets */

/** @returns {Secrets} What this installation's first start made up; the same on every later one. */
export function loadSecrets() {
  if (!existsSync(paths.secrets())) {
    const secret = () => randomBytes(32).toString('base64url');
    const fresh = {
      linkKeys: secret(),
      apiKey: `demo_${secret()}`,
      postgresPassword: randomBytes(24).toString('hex'),
    };
    writeFileSync(paths.secrets(), `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(paths.secrets(), 'utf8'));
}

/**
 * Writes the file that the API checks keys against: hashes only, and every scope for the demonstration's key.
 *
 * @param {Secrets} secrets
 */
export function writeApiKeys({ apiKey }) {
  const sha256 = createHash('sha256').update(apiKey).digest('hex');
  // The service's own list; it is there once the service has been built.
  const { SCOPES } = createRequire(import.meta.url)(inRoot('dist/api/http/scopes.js'));
  const file = { keys: [{ id: 'demo', sha256, scopes: SCOPES }] };
  writeFileSync(paths.apiKeys(), `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}
