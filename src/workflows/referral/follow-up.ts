import { condition } from '@temporalio/workflow';
import { cancelUnsettled } from './assister-acts';
import { escalate } from './escalate';
import type { ReferralEvent } from './events';
import type { Act, AmendAct } from './messages';
import { tellAmended, tellOver } from './notices';
import { record } from './proxies';
import type { ReferralRun } from './run';
import type { ReferralState } from './state';

/** What an act brings about once it is recorded: mails, escalations, and for who asked, the new organization. */
export async function followUp(
  run: ReferralRun,
  before: ReferralState,
  act: Act,
  events: readonly ReferralEvent[],
): Promise<void> {
  if (events.length === 0) return;
  switch (act.kind) {
    case 'appointment':
      if (events.some(isBrokenPromise)) {
        run.inBackground(escalate(run, 'appointment-missed', { kind: 'referral' }));
      }
      return;
    case 'withdraw':
      tellOver(run, before, 'withdrawn');
      return;
    case 'bounce':
      run.inBackground(escalateBounce(run, before));
      return;
    case 'reassign':
      tellOver(run, before, 'reassigned');
      // Who reassigns wants to see with whom it is now.
      await condition(() => run.state.phase !== 'routing' && !run.isRouting);
      return;
    case 'amend':
      run.inBackground(weighAmendment(run, before, act));
      return;
    default:
      return;
  }
}

/** An appointment agreed for after the deadline: nobody waits for the breach to say so. */
function isBrokenPromise(event: ReferralEvent): boolean {
  return event.type === 'appointment-agreed' && event.afterDeadline;
}

async function escalateBounce(run: ReferralRun, { assignment }: ReferralState): Promise<void> {
  if (assignment === null) return;
  await escalate(run, 'delivery-failed', {
    kind: 'organization',
    organizationId: assignment.organizationId,
  });
}

/**
 * A changed county or determination can make the organization the wrong one. Nobody has spoken with the consumer yet:
 * the referral goes to the right one. Somebody has: a person weighs it.
 */
async function weighAmendment(run: ReferralRun, before: ReferralState, act: AmendAct): Promise<void> {
  const assignment = before.assignment;
  if (assignment === null) return;
  const { referralId } = run.state;
  const { fits } =
    act.need === null
      ? { fits: true }
      : await run.asking(() => record.assessFit({ referralId, assignmentId: assignment.id }));
  // The assignment may have ended while this was found out.
  if (run.state.assignment?.id !== assignment.id || run.state.phase === 'closed') return;
  if (!fits && run.state.contactMadeOn === null) {
    const standing = run.state;
    const handedOn = [
      ...cancelUnsettled(standing),
      { type: 'handed-on', cause: 'amended', directedTo: null } as const,
    ];
    await run.apply(handedOn.map((body) => run.ownEvent(body)));
    tellOver(run, standing, 'reassigned');
    return;
  }
  tellAmended(run, assignment, act);
  if (!fits) await escalate(run, 'amended-after-contact', { kind: 'referral' });
}
