import { cancelUnsettled } from './assister-acts';
import { escalate } from './escalate';
import { tellOver } from './notices';
import type { ReferralRun } from './run';
import { awaitsAcceptance } from './state';
import { waitUntil } from './wait-until';

/** What is watched beside the two promises: that a lead is opened, and accepted where the policy asks for that. */

/** A lead that nobody accepts in its window goes to the next organization; silence counts like a decline. */
export async function expectAcceptance(run: ReferralRun, isOver: () => boolean): Promise<void> {
  const { assignment } = run.state;
  if (assignment === null || assignment.acceptBy === null || !awaitsAcceptance(assignment)) return;
  const settled = (): boolean =>
    isOver() || run.state.assignment === null || !awaitsAcceptance(run.state.assignment);
  if (await waitUntil(run, assignment.acceptBy, 'Acceptance of the referral', settled)) return;
  await timeOut(run, 'acceptance');
}

/** Nobody has opened the lead: the address may be wrong, or nobody reads it. */
export async function expectOpening(run: ReferralRun, isOver: () => boolean): Promise<void> {
  const { assignment } = run.state;
  if (assignment === null || assignment.unopenedAlertAt === null) return;
  const settled = (): boolean =>
    isOver() ||
    run.state.assignment?.openedAt !== null ||
    run.state.contactMadeOn !== null ||
    run.state.attempts > 0;
  if (await waitUntil(run, assignment.unopenedAlertAt, 'The referral should be open by', settled)) return;
  await escalate(run, 'lead-not-opened', { kind: 'referral' });
}

/** Ends the assignment for its organization's silence; the referral is routed again. */
export async function timeOut(run: ReferralRun, missed: 'acceptance' | 'contact'): Promise<void> {
  const before = run.state;
  const bodies = [...cancelUnsettled(before), { type: 'timed-out', missed } as const];
  await run.apply(bodies.map((body) => run.ownEvent(body)));
  tellOver(run, before, 'reassigned');
}
