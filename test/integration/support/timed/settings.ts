import type { TemporalConfig } from '../../../../src/config';
import type { ServerClock } from './server-clock';

/** What the environment tells the processes, and the clock that they cannot be told of by it. */
export interface TimedSettings {
  readonly clock: ServerClock;
  readonly temporal: TemporalConfig;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly apiKey: string;
  readonly programFile: string;
  readonly spocEmail: string;
  readonly taskQueue: string;
  readonly linkKeys: readonly string[];
}
