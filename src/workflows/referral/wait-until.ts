import { condition } from '@temporalio/workflow';
import { millis, type Instant } from '../../domain/time';
import type { ReferralRun } from './run';
import { shortInstant } from '../shared/short-instant';

/** True when `settled` became true first; at once, without a timer, when it is already or the time has come. */
export async function waitUntil(
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
