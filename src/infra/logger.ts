import pino, { type Logger } from 'pino';
import { describeError, withErrorsDescribed } from './log-errors';

export type { Logger };

const ERR = 'err';

/** Writes lines of JSON to standard output. Errors are written as by `describeError`. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, ...ERRORS });
}

/**
 * Says what ends a process outside its own log: one line of JSON on standard error. It is written before the call
 * returns, whatever LOG_LEVEL says.
 */
export function logFatal(name: string, fields: object, message: string): void {
  pino({ name, ...ERRORS }, pino.destination({ dest: 2, sync: true })).fatal(fields, message);
}

const ERRORS = {
  formatters: {
    log: (fields: Record<string, unknown>) => ({
      ...withErrorsDescribed(fields),
      // A thrown value that is no error can be anything, also something personal.
      ...(ERR in fields ? { [ERR]: describeError(fields[ERR]) } : {}),
    }),
  },
  // pino's own serializer would take apart what is described already.
  serializers: { [ERR]: (described: unknown) => described },
};
