import { format } from 'node:util';
import { ConfigError } from '../config';
import { logFatal, type Logger } from './logger';
import { PolicyVersionInUse } from './prisma/routing/policy-versions';
import { SchemaMismatch } from './prisma/database/schema-version';
import { ProgramFileError } from './program-file';

/** Whoever starts the process can act on the sentence alone; where it was thrown helps nobody. */
const FORESEEN = [ConfigError, ProgramFileError, PolicyVersionInUse, SchemaMismatch];

/**
 * Everything that a process prints by itself goes the way of its log: warnings of Node.js, what libraries print, and
 * what nobody caught, which ends the process with exit code 1.
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
  // Also rejections that nobody handled: Node.js brings them here.
  process.on('uncaughtException', (error) => exitWith(name, error));
}

/** Ends the process with exit code 1 and one line of JSON on standard error that says why. */
export function exitWith(name: string, error: unknown): never {
  const foreseen = FORESEEN.some((kind) => error instanceof kind);
  const message = error instanceof Error && error.message !== '' ? error.message : 'ended by an error';
  logFatal(name, foreseen ? {} : { err: error }, message);
  process.exit(1);
}
