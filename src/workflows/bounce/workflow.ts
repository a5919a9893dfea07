import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { untilTaken } from '../shared/delivery';
import { now } from '../shared/now';
import { MAIL, RECORD, UNTIL_DONE } from '../shared/reliability';
import type { BounceActivities } from './activities';
import type { BounceInput } from './messages';

const record = proxyLocalActivities<Pick<BounceActivities, 'distrustAddress' | 'openEscalation'>>(RECORD);

/** The referral answers by an update, which waits for a worker. */
const { bringBounce } = proxyActivities<Pick<BounceActivities, 'bringBounce'>>({
  startToCloseTimeout: '25s',
  retry: UNTIL_DONE,
});

const mail = proxyActivities<Pick<BounceActivities, 'sendEscalationMail'>>(MAIL);

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
