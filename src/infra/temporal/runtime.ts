import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * Installs the SDK's runtime of this process, before anything else of the worker. Its log lines go to our log. So do
 * those of its native part, which would print colored text. Its metrics go to an OpenTelemetry collector if there is
 * one. The process handles signals itself: the SDK removes its handlers with the first signal, and a second one would
 * then kill a worker that is finishing its work.
 */
export function installRuntime(log: Logger, otlpEndpoint: string | undefined): void {
  const runtime = Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const write = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
      log[write[level]]({ ...meta }, message);
    }),
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(otlpEndpoint === undefined ? {} : { metrics: { otel: { url: otlpEndpoint } } }),
    },
  });
  // It holds lines back for a moment to put them in order. The last lines say why a process ends.
  process.once('exit', () => runtime.flushLogs());
}
