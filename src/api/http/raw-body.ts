import { z } from 'zod';
import { HttpError } from '../problems';

/** A body that a route takes as it comes, byte for byte, instead of JSON. */
export interface RawBody {
  /** Media types that the route takes, in lower case. */
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
}

/** The schema of a route's raw body. */
export const bytes = z.instanceof(Buffer);

/** The body as it came. Throws HttpError 400 when there is none and 415 for a type that the route does not take. */
export function takeRawBody(raw: Buffer | null, contentType: string | undefined, accepted: RawBody): Buffer {
  if (raw === null || raw.length === 0) throw new HttpError('malformed-request', 'The body is missing.');
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (accepted.contentTypes.includes(type)) return raw;
  throw new HttpError('unsupported-media-type', `Send the body as ${accepted.contentTypes.join(' or ')}.`);
}
