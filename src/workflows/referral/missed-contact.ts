import { escalate } from './escalate';
import { record } from './proxies';
import type { ReferralRun } from './run';
import { timeOut } from './watches';

/** What a missed contact does besides its escalation, as the policy at the referral's start said. */
export async function reactToMissedContact(run: ReferralRun, assignmentId: string): Promise<void> {
  const { assignment, terms } = run.state;
  // A run that has become long still does it: the next one finds the clock breached, and its breach dealt with.
  const isOver = (): boolean => run.state.phase !== 'open' || run.state.assignment?.id !== assignmentId;
  if (assignment === null || isOver()) return;
  const { organizationId } = assignment;
  if (terms.unansweredBeforeAlert !== undefined && isUnanswered(run)) {
    const { inARow } = await run.asking(() => record.countUnanswered({ organizationId, at: run.now() }));
    if (inARow >= terms.unansweredBeforeAlert) {
      await escalate(run, 'organization-unresponsive', { kind: 'organization', organizationId });
    }
  }
  if (terms.missedContact !== 're-route' || isOver() || run.state.contactMadeOn !== null) return;
  await timeOut(run, 'contact');
}

/** The organization has recorded nothing at all; an attempt to reach the consumer is an answer. */
function isUnanswered(run: ReferralRun): boolean {
  return run.state.contactMadeOn === null && run.state.attempts === 0;
}
