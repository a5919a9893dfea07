import type { Log } from '../../../src/activities/ports';

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
