import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ApiClient, ApiKeys } from '../api/http/ports';
import { SCOPES } from '../api/http/scopes';
import { ConfigError } from '../config';

const keysFile = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[\w.-]{1,100}$/, 'must be 1 to 100 letters, digits, points and dashes'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits'),
        scopes: z.array(z.enum(SCOPES)),
      }),
    )
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'must not hold an id twice'),
});

/**
 * Reads API_KEYS_FILE: `{ "keys": [{ "id", "sha256", "scopes" }] }`. Only hashes are kept. A fast hash is enough,
 * because keys are random. Throws ConfigError when the file cannot be used; the message names the file and what is wrong.
 */
export function loadApiKeys(path: string): ApiKeys {
  const checked = keysFile.safeParse(parse(path));
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`${path}: ${problems.join('; ')}`);
  }
  return createApiKeys(checked.data.keys.map(({ sha256, ...client }) => ({ sha256, client })));
}

/** Compares with every key in constant time. So the time does not show which key came close. */
export function createApiKeys(
  known: readonly { readonly sha256: string; readonly client: ApiClient }[],
): ApiKeys {
  const keys = known.map(({ sha256, client }) => ({ hash: Buffer.from(sha256, 'hex'), client }));
  return {
    find: (presented) => {
      const hash = createHash('sha256').update(presented).digest();
      let found: ApiClient | null = null;
      for (const key of keys) if (timingSafeEqual(key.hash, hash)) found = key.client;
      return found;
    },
  };
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ConfigError(`${path}: cannot be read as JSON`);
  }
}
