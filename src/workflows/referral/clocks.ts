import { condition } from '@temporalio/workflow';
import { DAY_MS, millis, plusMillis, type Instant } from '../../domain/time';
import type { EscalationReason, MilestoneName } from '../../domain/vocabulary';
import { escalate } from './escalate';
import type { Clock } from './events';
import { mail } from './proxies';
import type { ReferralRun } from './run';
import { shortInstant } from './standing';
import { isRunning } from './state';

const MISSED: Record<MilestoneName, EscalationReason> = {
  contact: 'contact-missed',
  appointment: 'appointment-missed',
};

/** Both promises of the assignment that is open now, side by side, until it is over. */
export async function keepClocks(run: ReferralRun): Promise<void> {
  const { assignment } = run.state;
  if (!assignment?.clocks) throw new Error('no clocks: the lead was not sent');
  const { id, clocks } = assignment;
  const isOver = (): boolean => run.state.phase !== 'open' || run.state.assignment?.id !== id;
  await Promise.all([
    keepClock(run, 'contact', clocks.contact, isOver),
    keepClock(run, 'appointment', clocks.appointment, isOver).then(() =>
      releaseSilentCapacity(run, clocks.appointment, isOver),
    ),
    closeInterimResolution(run, isOver),
    condition(isOver),
  ]);
}

/** Reminder, deadline, escalation. After a breach nothing more is timed: the clock is measured when it is met. */
async function keepClock(
  run: ReferralRun,
  name: MilestoneName,
  clock: Clock,
  isOver: () => boolean,
): Promise<void> {
  const settled = (): boolean => {
    const now = run.state.assignment?.clocks?.[name];
    return isOver() || now === undefined || !isRunning(now);
  };

  if (await waitUntil(run, clock.remindAt, `Reminder of the ${name} deadline`, settled)) return;
  await run.applyOwn({ type: 'milestone-due-soon', milestone: name });
  await remind(run, name, clock, settled);

  if (await waitUntil(run, clock.dueAt, `Deadline of the ${name}`, settled)) return;
  await run.applyOwn({ type: 'milestone-breached', milestone: name });
  await escalate(run, MISSED[name], { kind: 'referral' });
}

/** Only in business hours, and only for as long as it is still true. A refused address is the lead's concern. */
async function remind(
  run: ReferralRun,
  name: MilestoneName,
  clock: Clock,
  settled: () => boolean,
): Promise<void> {
  let delayMs = 60_000;
  for (;;) {
    const { assignment, referralId } = run.state;
    if (settled() || assignment === null) return;
    const outcome = await mail.sendReminder.executeWithOptions({ summary: `Mail the ${name} reminder` }, [
      { referralId, assignmentId: assignment.id, milestone: name, at: run.now() },
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
async function releaseSilentCapacity(run: ReferralRun, clock: Clock, isOver: () => boolean): Promise<void> {
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

/** True when `settled` became true first; at once, without a timer, when it is already or the time has come. */
async function waitUntil(
  run: ReferralRun,
  at: Instant,
  purpose: string,
  settled: () => boolean,
): Promise<boolean> {
  if (settled()) return true;
  const remainingMs = millis(at) - millis(run.now());
  if (remainingMs <= 0) return false;
  await condition(settled, remainingMs, {
    summary: `${purpose}: ${shortInstant(at, run.state.terms.zone)}`,
  });
  // Asked again: when an act and the timer come in the same workflow task, the act counts.
  return settled();
}
