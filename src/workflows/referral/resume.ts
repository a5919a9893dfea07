import { ApplicationFailure } from '@temporalio/workflow';
import type { Act } from './messages';
import { record } from './proxies';
import type { ReferralRun } from './run';

/**
 * Lets a paused appointment clock run on: the deadline moves by the days it was paused, as a new version with its own
 * proof. Resolves to the referral's version. Of two that resume at once, the second is told that it is not paused.
 */
export async function resumeAppointment(
  run: ReferralRun,
  act: Extract<Act, { kind: 'resume' }>,
): Promise<number> {
  if (run.state.recentActs.includes(act.actId)) return run.writtenVersion;
  const at = run.now();
  const actor = act.actor === 'coordinator' ? 'coordinator' : 'assister';
  const { actId } = act;
  const resumed = await run.applyWritten(async (seq) => {
    const { assignment, referralId } = run.state;
    const pausedAt = assignment?.clocks?.appointment.pausedAt;
    if (assignment === null || pausedAt === undefined) return null;
    const assignmentId = assignment.id;
    const clock = await record.resumeClock({ referralId, assignmentId, seq, actor, actId, pausedAt, at });
    const body = { type: 'clock-resumed', milestone: 'appointment', clock } as const;
    return { body, assignmentId, at, actor, actId };
  });
  if (resumed === null) {
    throw ApplicationFailure.nonRetryable('The appointment’s clock is not paused.', 'clock-not-paused', {});
  }
  return run.writtenVersion;
}
