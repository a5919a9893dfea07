import { instant, type Instant } from '../../domain/time';

/** The workflow's time; the same on every replay. */
export function now(): Instant {
  // eslint-disable-next-line no-restricted-syntax -- the one place: inside a workflow, Date is the SDK's
  return instant(Date.now());
}
