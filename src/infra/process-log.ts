import { format } from 'node:util';
import { ConfigError } from '../config';
import { logFatal, type Logger } from './logger';
import { PolicyVersionInUse } from './prisma/routing/policy-versions';
import { SchemaMismatch } from './prisma/database/schema-version';
import { ProgramFileError } from './program-file';

/** For these errors the message alone tells the administrator what to do; the place in the code helps nobody. */
const FORESEEN = [ConfigError, ProgramFileError, PolicyVersionInUse, SchemaMismatch];

/**
 * Sends everything that a process prints by itself to its log: warnings of Node.js, and what libraries print. An error
 * that nobody caught is logged, too, and ends the process with exit code 1.
 */
export function logEverything(name: string, log: Logger): void {
  // Node's own listener prints text.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn({ err: warning }, 'a warning of Node.js'));
  const to =
    (level: 'info' | 'warn' | 'error') =>
    (first: unknown, ...rest: readonly unknown[]) => {
      log[level]({ source: 'console' }, format(first, ...rest));
    };
  Object.assign(console, {
    debug: to('info'),
    log: to('info'),
    info: to('info'),
    warn: to('warn'),
    error: to('error'),
    trace: to('error'),
  });
  // Node.js also brings rejections here that nobody handled.
  process.on('uncaughtException', (error) => exitWith(name, error));
}

/** Ends the process with exit code 1, after one line of JSON on standard error that says why. */
export function exitWith(name: string, error: unknown): never {
  const foreseen = FORESEEN.some((kind) => error instanceof kind);
  const message = error instanceof Error && error.message !== '' ? error.message : 'ended by an error';
  logFatal(name, foreseen ? {} : { err: error }, message);
  process.exit(1);
}
