import { condition } from '@temporalio/workflow';
import { millis, MINUTE_MS } from '../../domain/time';
import { escalate } from './escalate';
import { mail, record } from './proxies';
import type { ReferralRun } from './run';

const FIRST_RETRY_SECONDS = 10;
const LAST_RETRY_SECONDS = 300;

/**
 * Mails the lead until the server takes or refuses it, and starts the clocks at the workflow's time of the send.
 * Each try is made with a text of its own time, so that the deadlines in it are still true. A refusal (failure
 * number two of the seed: an outdated contact) ends the assignment and the referral is routed again at once.
 */
export async function deliverLead(run: ReferralRun): Promise<void> {
  let alerted = false;
  for (
    let retrySeconds = FIRST_RETRY_SECONDS;
    ;
    retrySeconds = Math.min(retrySeconds * 2, LAST_RETRY_SECONDS)
  ) {
    const { assignment, referralId } = run.state;
    if (run.state.phase !== 'sending' || assignment === null) return;
    const delivery = await mail.sendLead.executeWithOptions(
      { summary: `Mail the lead to ${assignment.organizationName}` },
      [{ referralId, assignmentId: assignment.id, at: run.now() }],
    );
    switch (delivery.outcome) {
      case 'sent':
        await startClocks(run, assignment.id);
        return;
      case 'refused':
        await run.applyOwn({ type: 'delivery-refused', smtpCode: delivery.smtpCode });
        await escalate(run, 'delivery-failed', {
          kind: 'organization',
          organizationId: assignment.organizationId,
        });
        return;
      case 'deferred': {
        const waitedMs = millis(run.now()) - millis(assignment.assignedAt);
        if (!alerted && waitedMs >= run.state.terms.unsentAlertMinutes * MINUTE_MS) {
          alerted = true;
          await escalate(run, 'delivery-failed', { kind: 'referral' });
        }
        await condition(() => run.state.phase !== 'sending', `${retrySeconds}s`, {
          summary: `Try the lead mail again (server said ${delivery.smtpCode ?? 'nothing'})`,
        });
      }
    }
  }
}

async function startClocks(run: ReferralRun, assignmentId: string): Promise<void> {
  const sentAt = run.now();
  await run.applyWritten(async (seq) => {
    const { referralId } = run.state;
    const clocks = await record.startClocks({ referralId, assignmentId, seq, sentAt });
    return { body: { type: 'sent', clocks } as const, assignmentId, at: sentAt };
  });
}
