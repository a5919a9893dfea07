import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/**
 * The SDK's runtime of this process, installed before anything else of the worker: its log lines go where ours go,
 * those of its native part too, which would print colored text; its metrics to an OpenTelemetry collector if there is
 * one. Signals are the process's own business: the SDK takes its handlers away with the first one, and a second would
 * then kill a worker that is draining.
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
  // It holds lines back for a moment to bring them into order; the last ones say why a process ends.
  process.once('exit', () => runtime.flushLogs());
}
