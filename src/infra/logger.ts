import pino, { type Logger } from 'pino';

/**
 * Lines of JSON. Of an error only its kind, code, message and stack are written: the other properties that libraries
 * put on errors can repeat a query's arguments, and so what is personal.
 */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, serializers: { err: describeError } });
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type, message, ...code, stack };
}
