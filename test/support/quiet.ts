import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/** Warnings are worth reading, except for the activities that fail because a test took the database away. */
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
    if (message !== 'Activity failed')
      process.stderr.write(`${level} ${message} ${String(meta?.['error'])}\n`);
  }),
  telemetryOptions: {
    logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) },
  },
});
