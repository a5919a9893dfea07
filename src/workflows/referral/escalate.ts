import type { EscalationReason } from '../../domain/vocabulary';
import { untilTaken } from '../shared/delivery';
import type { EscalationSubject } from '../shared/escalation-activities';
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
  const command = { openedBy: referralId, referralId, reason, subject, at: run.now() };
  const { escalationId, opened } = await run.asking(() => record.openEscalation(command));
  await run.applyOwn({ type: 'escalated', reason, escalationId });
  if (!opened) return;
  // A refusal by the exchange's own mailbox cannot be told by mail: the message's row and this activity show it.
  run.inBackground(
    untilTaken('escalation mail', () =>
      mail.sendEscalationMail.executeWithOptions({ summary: 'Mail the single point of contact' }, [
        { escalationId, referralId, at: run.now() },
      ]),
    ),
  );
}
