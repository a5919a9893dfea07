import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { DomainError } from '../../domain/errors';
import { decide } from './acts';
import { escalate } from './escalate';
import type { ReferralEvent } from './events';
import { actUpdates, type Act, type ActKind, type ActResult } from './messages';
import type { ReferralRun } from './run';

/** One update for each kind of act. Validators are synchronous: a refused act leaves nothing in the history. */
export function handleActs(run: ReferralRun): void {
  const kinds = Object.keys(actUpdates) as ActKind[];
  for (const kind of kinds) {
    setHandler(actUpdates[kind], (act: Act) => perform(run, act), {
      validator: (act: Act) => {
        if (!isWaitingForClocks(run, act)) decideOrFail(run, act);
      },
    });
  }
}

async function perform(run: ReferralRun, act: Act): Promise<ActResult> {
  if (isWaitingForClocks(run, act)) await condition(() => run.state.phase !== 'sending');
  const events = decideOrFail(run, act);
  const version = await run.apply(events);
  if (events.some(isBrokenPromise)) {
    run.inBackground(escalate(run, 'appointment-missed', { kind: 'referral' }));
  }
  return { version };
}

/** An appointment agreed for after the deadline: nobody waits for the breach to say so. */
function isBrokenPromise(event: ReferralEvent): boolean {
  return event.type === 'appointment-agreed' && event.afterDeadline;
}

/** The mail may be read before its sending is on record: an act then waits for the clocks to have started. */
function isWaitingForClocks(run: ReferralRun, act: Act): boolean {
  return run.state.phase === 'sending' && act.kind !== 'open';
}

/** Only an ApplicationFailure answers the caller; any other error would stall the workflow task. */
function decideOrFail(run: ReferralRun, act: Act): ReturnType<typeof decide> {
  try {
    return decide(run.state, act, run.now());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      details: [error.details],
      nonRetryable: true,
    });
  }
}
