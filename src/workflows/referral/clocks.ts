import { condition } from '@temporalio/workflow';
import { DAY_MS, plusMillis } from '../../domain/time';
import type { EscalationReason, MilestoneName } from '../../domain/vocabulary';
import { escalate } from './escalate';
import { reactToMissedContact } from './missed-contact';
import { mail } from './proxies';
import type { ReferralRun } from './run';
import { isRunning, type RunningClock } from './state';
import { waitUntil } from './wait-until';
import { expectAcceptance, expectOpening } from './watches';

const MISSED: Record<MilestoneName, EscalationReason> = {
  contact: 'contact-missed',
  appointment: 'appointment-missed',
};

/** Both promises of the assignment that is open now, side by side, until it is over or the run has become long. */
export async function keepClocks(run: ReferralRun): Promise<void> {
  const { assignment } = run.state;
  if (!assignment?.clocks) throw new Error('no clocks: the lead was not sent');
  const { id } = assignment;
  const isOver = (): boolean => run.state.phase !== 'open' || run.state.assignment?.id !== id || run.isLong;
  await Promise.all([
    keepClock(run, 'contact', isOver),
    keepClock(run, 'appointment', isOver).then(() => releaseSilentCapacity(run, isOver)),
    closeInterimResolution(run, isOver),
    expectAcceptance(run, isOver),
    expectOpening(run, isOver),
    condition(isOver),
  ]);
}

/** One clock through all its pauses. After a breach nothing more is timed: it is measured when it is met. */
async function keepClock(run: ReferralRun, name: MilestoneName, isOver: () => boolean): Promise<void> {
  for (;;) {
    const clock = clockOf(run, name);
    if (isOver() || clock === undefined) return;
    switch (clock.state) {
      case 'pending':
      case 'due-soon':
        await timeClock(run, name, clock, isOver);
        break;
      case 'paused':
        await condition(() => isOver() || clockOf(run, name)?.state !== 'paused');
        break;
      default:
        return;
    }
  }
}

/** Reminder, deadline, escalation. */
async function timeClock(
  run: ReferralRun,
  name: MilestoneName,
  clock: RunningClock,
  isOver: () => boolean,
): Promise<void> {
  const settled = (): boolean => {
    const now = clockOf(run, name);
    return isOver() || now === undefined || !isRunning(now) || now.dueAt !== clock.dueAt;
  };

  if (clock.state === 'pending') {
    if (await waitUntil(run, clock.remindAt, `Reminder of the ${name} deadline`, settled)) return;
    await run.applyOwn({ type: 'milestone-due-soon', milestone: name });
  }
  await remind(run, name, clock, settled);

  if (await waitUntil(run, clock.dueAt, `Deadline of the ${name}`, settled)) return;
  const assignmentId = run.state.assignment?.id ?? '';
  await run.applyOwn({ type: 'milestone-breached', milestone: name });
  await escalate(run, MISSED[name], { kind: 'referral' });
  if (name === 'contact') await reactToMissedContact(run, assignmentId);
}

function clockOf(run: ReferralRun, name: MilestoneName): RunningClock | undefined {
  return run.state.assignment?.clocks?.[name];
}

/** Only in business hours, and only for as long as it is still true. A refused address is the lead's concern. */
async function remind(
  run: ReferralRun,
  name: MilestoneName,
  clock: RunningClock,
  settled: () => boolean,
): Promise<void> {
  let delayMs = 60_000;
  for (;;) {
    const { assignment, referralId } = run.state;
    if (settled() || assignment === null) return;
    const outcome = await mail.sendReminder.executeWithOptions({ summary: `Mail the ${name} reminder` }, [
      { referralId, assignmentId: assignment.id, milestone: name, dueAt: clock.dueAt, at: run.now() },
    ]);
    if (outcome.outcome === 'sent') return;
    if (outcome.outcome === 'refused') {
      await escalate(run, 'delivery-failed', {
        kind: 'organization',
        organizationId: assignment.organizationId,
      });
      return;
    }
    const retryAt =
      outcome.outcome === 'outside-hours'
        ? outcome.until
        : plusMillis(run.now(), (delayMs = Math.min(delayMs * 2, 900_000)));
    const overtaken = retryAt >= clock.dueAt;
    if (overtaken || (await waitUntil(run, retryAt, `Try the ${name} reminder again`, settled))) return;
  }
}

/** An organization that never answers must not fill up for ever. */
async function releaseSilentCapacity(run: ReferralRun, isOver: () => boolean): Promise<void> {
  const clock = clockOf(run, 'appointment');
  if (clock === undefined) return;
  const settled = (): boolean => isOver() || run.state.assignment?.holdsCapacity !== true;
  const releaseAt = plusMillis(clock.dueAt, run.state.terms.capacityReleaseDays * DAY_MS);
  if (await waitUntil(run, releaseAt, 'A silent assignment stops holding capacity', settled)) return;
  await run.applyOwn({ type: 'capacity-released' });
}

/** An interim resolution stands when no final one came in the policy's days after the appointment. */
async function closeInterimResolution(run: ReferralRun, isOver: () => boolean): Promise<void> {
  for (;;) {
    await condition(() => isOver() || run.state.resolution !== null);
    const { resolution, appointment, terms } = run.state;
    if (isOver() || resolution === null) return;
    const from = appointment?.at ?? resolution.at;
    const closeAt = plusMillis(from, terms.interimClosesAfterDays * DAY_MS);
    const moved = (): boolean => isOver() || run.state.appointment?.at !== appointment?.at;
    if (await waitUntil(run, closeAt, 'The interim resolution closes the referral', moved)) continue;
    await run.applyOwn({ type: 'interim-resolution-closed', resolution: resolution.resolution });
    return;
  }
}
