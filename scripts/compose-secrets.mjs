import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { UserError, main } from './lib/fail.mjs';

/* The secrets of docker-compose.yml: random, in `.env`, readable by their owner alone. Never replaces what is there. */

await main(async () => {
  const random = () => randomBytes(32).toString('base64url');
  const apiKey = random();
  const lines = [
    `DATABASE_PASSWORD=${random()}`,
    `LINK_KEYS=${random()}`,
    `API_KEY_SHA256=${createHash('sha256').update(apiKey).digest('hex')}`,
  ];
  try {
    writeFileSync(inRoot('.env'), `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new UserError(
      'There is a .env already, and its database was made with its password. Nothing was changed.',
    );
  }
  console.log(`The secrets are in .env. The API key, which is shown this once: ${apiKey}`);
});
