import { continueAsNew, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import { millis } from '../../domain/time';
import { untilTaken } from '../shared/delivery';
import { now } from '../shared/now';
import type { DigestActivities } from './activities';

/** The calendar only: no I/O, so it costs no trip over the server. */
const { nextDigest } = proxyLocalActivities<Pick<DigestActivities, 'nextDigest'>>({
  startToCloseTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '5m' },
});

/** Mail is irreversible: a regular activity, whose attempts are seen. */
const { sendDigest } = proxyActivities<Pick<DigestActivities, 'sendDigest'>>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** One day of the exchange's digest: waits for its time, mails it, and goes on as a new run. */
export async function digest(): Promise<void> {
  const after = now();
  const { at } = await nextDigest({ after });
  await sleep(millis(at) - millis(after), { summary: `Digest of ${at}` });
  // A mail server that is down holds it up until business closes.
  await untilTaken('digest', () => sendDigest({ at: now() }));
  await continueAsNew<typeof digest>();
}
