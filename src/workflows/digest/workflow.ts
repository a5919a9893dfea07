import { continueAsNew, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import { instant, millis, type Instant } from '../../domain/time';
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

const FIRST_DELAY_SECONDS = 30;
const LAST_DELAY_SECONDS = 900;

/** One day of the exchange's digest: waits for its time, mails it, and goes on as a new run. */
export async function digest(): Promise<void> {
  const after = now();
  const { at } = await nextDigest({ after });
  await sleep(millis(at) - millis(after), { summary: `Digest of ${at}` });
  await mailIt();
  await continueAsNew<typeof digest>();
}

/** A mail server that is down holds it up until business closes. */
async function mailIt(): Promise<void> {
  for (let delay = FIRST_DELAY_SECONDS; ; delay = Math.min(delay * 2, LAST_DELAY_SECONDS)) {
    const { outcome } = await sendDigest({ at: now() });
    if (outcome !== 'deferred') return;
    await sleep(`${delay}s`, { summary: 'Try the digest again' });
  }
}

/** The workflow's time; the same on every replay. */
function now(): Instant {
  // eslint-disable-next-line no-restricted-syntax -- inside a workflow, Date is the SDK's
  return instant(Date.now());
}
