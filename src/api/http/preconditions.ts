import { createHash } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import { DomainError } from '../../domain/errors';
import { plusMillis, type Instant } from '../../domain/time';
import { HttpError } from './problems';
import type { ApiClient } from './ports';
import type { Idempotency } from './route';

/** Longer than the slowest request: whoever comes back later than this may take the request over. */
const LOCK_MS = 30_000;

/** Null without the header. Throws HttpError for a key that is none. */
export function readIdempotency(request: {
  readonly key: string | undefined;
  readonly client: ApiClient;
  readonly method: string;
  readonly path: string;
  /** What is asked for: a file as its bytes, JSON as its value. Undefined without a body. */
  readonly asked: unknown;
  readonly ifMatch: string | undefined;
  readonly now: Instant;
}): Idempotency | null {
  const { key, client, now } = request;
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new HttpError('malformed-request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  }
  const hash = createHash('sha256').update(`${request.method} ${request.path}\n`);
  // The order of fields, white space and the form of a number say nothing.
  const { asked } = request;
  if (asked !== undefined) hash.update(Buffer.isBuffer(asked) ? asked : stringify(asked));
  // The same change of another version is another request, not a repetition.
  if (request.ifMatch !== undefined) hash.update(`\nif-match ${request.ifMatch}`);
  return {
    claim: { clientId: client.id, key, lockedUntil: plusMillis(now, LOCK_MS) },
    requestHash: hash.digest('hex'),
  };
}

/** The version that `If-Match` asks for; null when any will do. Throws when the tag can be none of ours. */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const version = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1];
  if (version === undefined) {
    throw new DomainError('version-conflict', 'If-Match must hold the ETag of the version that you changed.');
  }
  return Number(version);
}
