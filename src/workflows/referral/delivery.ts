import { allHandlersFinished, condition } from '@temporalio/workflow';
import { millis, MINUTE_MS, plusMillis, type Instant } from '../../domain/time';
import { escalate } from './escalate';
import { tellWhyOver } from './notices';
import { mail, record } from './proxies';
import type { ReferralRun } from './run';
import { knowsLifecycle, type AssignmentState } from './state';

const FIRST_RETRY_SECONDS = 10;
const LAST_RETRY_SECONDS = 300;

/**
 * Mails the lead until the server takes or refuses it, and starts the clocks at the workflow's time of the send.
 * Each try is made with a text of its own time, so that the deadlines in it are still true. A refusal (failure
 * number two of the seed: an outdated contact) ends the assignment and the referral is routed again at once.
 */
export async function deliverLead(run: ReferralRun): Promise<void> {
  // A run that goes on where another one stood has told of it already.
  let alerted = run.state.lastEscalation === 'delivery-failed';
  for (
    let retrySeconds = FIRST_RETRY_SECONDS;
    !(run.isLong && allHandlersFinished());
    retrySeconds = Math.min(retrySeconds * 2, LAST_RETRY_SECONDS)
  ) {
    const { assignment, referralId } = run.state;
    if (run.state.phase !== 'sending' || assignment === null) return;
    const isOver = (): boolean => run.state.phase !== 'sending' || run.state.assignment?.id !== assignment.id;
    const delivery = await mail.sendLead.executeWithOptions(
      { summary: `Mail the lead to ${assignment.organizationName}` },
      [{ referralId, assignmentId: assignment.id, at: run.now() }],
    );
    switch (delivery.outcome) {
      case 'sent':
        if (!(await startClocks(run, assignment.id, isOver))) tellOvertaken(run, assignment);
        return;
      case 'refused':
        if (isOver()) return;
        await run.applyOwn({ type: 'delivery-refused', smtpCode: delivery.smtpCode });
        await escalate(run, 'delivery-failed', {
          kind: 'organization',
          organizationId: assignment.organizationId,
        });
        return;
      case 'deferred': {
        run.show();
        const alertAt = plusMillis(assignment.assignedAt, run.state.terms.unsentAlertMinutes * MINUTE_MS);
        if (!alerted && run.now() >= alertAt) {
          alerted = true;
          await escalate(run, 'delivery-failed', { kind: 'referral' });
        }
        await condition(isOver, waitMs(run, retrySeconds * 1_000, alerted ? null : alertAt), {
          summary: `Try the lead mail again (server said ${delivery.smtpCode ?? 'nothing'})`,
        });
      }
    }
  }
}

/**
 * Until the next try. One is made when the alert is due, so that the alert is neither late nor about a lead that could
 * be sent by then. Referrals that began before 0.2.0 have waited their full interval; so they go on.
 */
function waitMs(run: ReferralRun, retryMs: number, alertAt: Instant | null): number {
  if (alertAt === null || !knowsLifecycle(run.state.terms)) return retryMs;
  return Math.min(retryMs, millis(alertAt) - millis(run.now()));
}

/**
 * False when the assignment ended while its mail was on the way, or while the sending was being written. What ended it
 * may have been written already when this step's turn comes: then nothing is sent any more, and nothing is written.
 */
async function startClocks(run: ReferralRun, assignmentId: string, isOver: () => boolean): Promise<boolean> {
  const sentAt = run.now();
  const after = await run.applyWritten(async (seq) => {
    if (isOver()) return null;
    const { referralId } = run.state;
    const started = await record.startClocks({ referralId, assignmentId, seq, sentAt });
    const { contact, appointment, acceptBy = null, unopenedAlertAt = null } = started;
    const body = { type: 'sent', clocks: { contact, appointment }, acceptBy, unopenedAlertAt } as const;
    return { body, assignmentId, at: sentAt };
  });
  return after !== null && after.phase === 'open' && after.assignment?.id === assignmentId;
}

/** The lead went out although its assignment had ended: who got it is told at once. */
function tellOvertaken(run: ReferralRun, assignment: AssignmentState): void {
  tellWhyOver(run, assignment, run.state.status === 'withdrawn' ? 'withdrawn' : 'reassigned');
}
