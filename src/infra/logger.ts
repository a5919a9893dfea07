import pino, { type Logger } from 'pino';
import { describeError, withErrorsDescribed } from './log-errors';

export type { Logger };

const ERR = 'err';

/** Lines of JSON on standard output, with errors as `describeError` has them. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, ...ERRORS });
}

/**
 * What ends a process before or beside its own log: one line of JSON on standard error, written before the call
 * returns, whatever LOG_LEVEL says.
 */
export function logFatal(name: string, fields: object, message: string): void {
  pino({ name, ...ERRORS }, pino.destination({ dest: 2, sync: true })).fatal(fields, message);
}

const ERRORS = {
  formatters: {
    log: (fields: Record<string, unknown>) => ({
      ...withErrorsDescribed(fields),
      // What was thrown without being an error can be anything, also what is personal.
      ...(ERR in fields ? { [ERR]: describeError(fields[ERR]) } : {}),
    }),
  },
  // pino's own would take apart what is described already.
  serializers: { [ERR]: (described: unknown) => described },
};
