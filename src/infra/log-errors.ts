import { types } from 'node:util';

/** No library nests deeper in what it logs. The limit also ends the walk through objects that refer to each other. */
const MAX_DEPTH = 5;
const MAX_CAUSES = 5;
const MAX_ERRORS = 5;

/**
 * The fields of a log line, with every Error in them, at any key and depth, as an object that JSON can hold. JSON by
 * itself turns an Error into `{}`. Everything else stays unchanged.
 */
export function withErrorsDescribed(fields: Record<string, unknown>): Record<string, unknown> {
  return walkEntries(fields, 0);
}

/**
 * What the log says about an error: its kind, code, message and stack, and the same of its causes. Its other properties
 * are left out, because libraries put a query's arguments there, which can be personal.
 */
export function describeError(error: unknown): Record<string, unknown> {
  return isError(error) ? describe(error, 0) : { type: typeof error };
}

function describe(error: Error, depth: number): Record<string, unknown> {
  const { name: type, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  if (depth >= MAX_CAUSES) return { type, message, ...code };
  const cause = isError(error.cause) ? { cause: describe(error.cause, depth + 1) } : {};
  // When a host's addresses all refused the connection, only this list says so.
  const errors =
    'errors' in error && Array.isArray(error.errors)
      ? {
          errors: error.errors
            .slice(0, MAX_ERRORS)
            .filter(isError)
            .map((one) => describe(one, depth + 1)),
        }
      : {};
  return { type, message, ...code, stack, ...cause, ...errors };
}

function walk(value: unknown, depth: number): unknown {
  if (isError(value)) return describe(value, 0);
  if (depth >= MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, depth + 1));
  return isPlainObject(value) ? walkEntries(value, depth + 1) : value;
}

function walkEntries(value: Record<string, unknown>, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child, depth)]));
}

/** Also errors of another realm, such as a workflow's sandbox. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** Instances of classes are not plain: they decide themselves how they are written. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
