import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import type { z } from 'zod';

/**
 * What a JSON file has, checked. If it cannot be used, what `refused` makes of the path and the reason is thrown. The
 * reason names every field that is wrong, on one line.
 */
export function readJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  refused: (path: string, reason: string) => Error,
): T {
  const checked = schema.safeParse(parse(path, refused));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path: field, message }) => `${fieldName(field)}: ${message}`);
  throw refused(path, problems.join('; '));
}

function parse(path: string, refused: (path: string, reason: string) => Error): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw refused(path, types.isNativeError(cause) ? cause.message : 'cannot be read');
  }
}

/** `calendar.closures[3].on` */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return name.replace(/^\./, '') || 'the file';
}
