import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { instant, type Instant } from '../../domain/time';
import { untilTaken } from '../shared/delivery';
import type { BounceActivities } from './activities';
import type { BounceInput } from './messages';

const record = proxyLocalActivities<Pick<BounceActivities, 'distrustAddress' | 'openEscalation'>>({
  startToCloseTimeout: '15s',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** The referral answers by an update, which waits for a worker. */
const { bringBounce } = proxyActivities<Pick<BounceActivities, 'bringBounce'>>({
  startToCloseTimeout: '25s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

const mail = proxyActivities<Pick<BounceActivities, 'sendEscalationMail'>>({
  startToCloseTimeout: '25s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/**
 * A mail came back after the server had taken it: the same follows as when the server refuses it. An unopened lead is
 * routed again by its referral, which also tells the single point of contact; for every other mail this does.
 */
export async function bounce(input: BounceInput): Promise<void> {
  const { messageId, organizationId, referralId } = input;
  const { current } = await record.distrustAddress({ messageId, at: now() });
  const { rerouted } = await bringBounce.executeWithOptions({ summary: 'Tell the referral' }, [
    { ...input, at: now() },
  ]);
  if (rerouted || !current) return;
  const { escalationId, opened } = await record.openEscalation({
    openedBy: messageId,
    referralId,
    reason: 'delivery-failed',
    subject: { kind: 'organization', organizationId },
    at: now(),
  });
  if (!opened) return;
  await untilTaken('escalation mail', () =>
    mail.sendEscalationMail.executeWithOptions({ summary: 'Mail the single point of contact' }, [
      { escalationId, referralId, at: now() },
    ]),
  );
}

function now(): Instant {
  // eslint-disable-next-line no-restricted-syntax -- inside a workflow, Date is the SDK's
  return instant(Date.now());
}
