import { sleep } from '@temporalio/workflow';
import type { EscalationReason } from '../../domain/vocabulary';
import type { EscalationSubject } from './activities';
import { mail, record } from './proxies';
import type { ReferralRun } from './run';

/**
 * Puts the cause on the single point of contact's desk: one open escalation a cause, and one mail for it, sent by
 * the referral that opened it. The mail follows in its own time; a mail server that is down holds up nothing else.
 */
export async function escalate(
  run: ReferralRun,
  reason: EscalationReason,
  subject: EscalationSubject,
): Promise<void> {
  const { referralId } = run.state;
  const { escalationId, opened } = await record.openEscalation({
    referralId,
    reason,
    subject,
    at: run.now(),
  });
  await run.applyOwn({ type: 'escalated', reason, escalationId });
  if (opened) run.inBackground(mailEscalation(run, escalationId));
}

async function mailEscalation(run: ReferralRun, escalationId: string): Promise<void> {
  for (let delaySeconds = 30; ; delaySeconds = Math.min(delaySeconds * 2, 900)) {
    const { outcome } = await mail.sendEscalationMail.executeWithOptions(
      { summary: 'Mail the single point of contact' },
      [{ escalationId, referralId: run.state.referralId, at: run.now() }],
    );
    // A refusal by the exchange's own mailbox cannot be told by mail: the message's row and this activity show it.
    if (outcome !== 'deferred') return;
    await sleep(`${delaySeconds}s`, { summary: 'Try the escalation mail again' });
  }
}
