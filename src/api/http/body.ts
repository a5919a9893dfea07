import { DomainError, type FieldError } from '../../domain/errors';
import { HttpError } from './problems';

const MAX_DEPTH = 20;
const MAX_REPORTED = 20;

/**
 * The body as JSON. `raw` is null when there was none. Throws HttpError, or DomainError for text that cannot be stored.
 */
export function parseJsonBody(raw: Buffer | null, contentType: string | undefined): unknown {
  if (raw === null || raw.length === 0) {
    throw new HttpError('malformed-request', 'The body is missing.');
  }
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    throw new HttpError('unsupported-media-type', 'Send the body as application/json.');
  }
  const value = parse(raw);
  const errors = unstorable(value);
  if (errors.length > 0) throw new DomainError('validation', 'The body does not fit.', { errors });
  return value;
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new HttpError('malformed-request', 'The body is not JSON in UTF-8.');
  }
}

/**
 * Finds JSON that cannot be kept: text that PostgreSQL cannot hold, keys that mean something to JavaScript, nesting
 * that is too deep. Does not recurse, because the input may be deeper than the stack.
 */
function unstorable(root: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const open: { value: unknown; path: string; depth: number }[] = [{ value: root, path: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined && errors.length < MAX_REPORTED; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      if (!isStorable(value)) errors.push({ path, message: 'contains characters that cannot be stored' });
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) {
        errors.push({ path: '', message: `is nested deeper than ${MAX_DEPTH} levels` });
        return errors;
      }
      for (const [key, child] of Object.entries(value)) {
        const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
        if (key === '__proto__') errors.push({ path: at, message: 'is not a known field' });
        open.push({ value: child, path: at, depth: depth + 1 });
      }
    }
  }
  return errors;
}

/** No NUL, no half of a surrogate pair, and none of the code points that are no characters, which XML cannot hold. */
function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}\p{Noncharacter_Code_Point}]/u.test(text);
}
