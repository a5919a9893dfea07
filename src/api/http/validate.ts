import type { z } from 'zod';
import { DomainError, type FieldError } from '../../domain/errors';

const MAX_REPORTED = 50;

/** `value` in the schema's shape. Throws DomainError `validation` that names every field that does not fit. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: 'body' | 'query',
): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const errors = checked.error.issues.slice(0, MAX_REPORTED).flatMap(fieldErrors);
  throw new DomainError('validation', `The ${what} does not fit.`, { errors });
}

/** Zod's own messages never repeat the input, which could be personal. Unknown fields are named by their path. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: fieldPath([...issue.path, key.slice(0, 100)]),
      message: 'is not a known field',
    }));
  }
  const absent = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: fieldPath(issue.path), message: absent ? 'is required' : issue.message }];
}

/** `consumer.phone`, `assistance[0]` */
function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '');
}
