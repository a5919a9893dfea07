import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { DomainError } from '../../domain/errors';
import { decide } from './acts';
import { followUp } from './follow-up';
import { actUpdates, type Act, type ActKind, type ActResult } from './messages';
import { resumeAppointment } from './resume';
import type { ReferralRun } from './run';

/** One update for each kind of act. Validators are synchronous: a refused act leaves nothing in the history. */
export function handleActs(run: ReferralRun): void {
  const kinds = Object.keys(actUpdates) as ActKind[];
  for (const kind of kinds) {
    setHandler(actUpdates[kind], (act: Act) => perform(run, act), {
      validator: (act: Act) => {
        if (!mustWait(run, act)) orFail(() => decideNow(run, act));
      },
    });
  }
}

async function perform(run: ReferralRun, act: Act): Promise<ActResult> {
  if (mustWait(run, act)) await condition(() => !mustWait(run, act));
  const events = orFail(() => decideNow(run, act));
  const before = run.state;
  await (act.kind === 'resume' ? resumeAppointment(run, act) : run.apply(events));
  await followUp(run, before, act, events);
  return { version: run.writtenVersion };
}

function decideNow(run: ReferralRun, act: Act): ReturnType<typeof decide> {
  const repeated = run.state.recentActs.includes(act.actId);
  if (act.kind === 'amend' && !repeated && (act.expectedVersion ?? run.latestVersion) !== run.latestVersion) {
    throw new DomainError('version-conflict', `The current version is ${run.latestVersion}.`);
  }
  return decide(run.state, act, run.now());
}

/**
 * A routing that is being written may be about to give the referral an organization; of two that reassign at once the
 * second sees what came of the first. And the mail may be read before its sending is on record: the organization's acts
 * then wait for the clocks to have started.
 */
function mustWait(run: ReferralRun, act: Act): boolean {
  if (act.kind === 'open') return false;
  if (run.isRouting || (act.kind === 'reassign' && run.state.phase === 'routing')) return true;
  if (run.state.phase !== 'sending') return false;
  // Word of the lead's mail can be faster than the record of its sending.
  if (act.kind === 'bounce' || act.kind === 'report') return run.state.assignment?.id === act.assignmentId;
  return NEEDS_CLOCKS.includes(act.kind);
}

const NEEDS_CLOCKS: readonly ActKind[] = [
  ...(['accept', 'contact', 'appointment', 'resolution', 'decline', 'pause', 'resume'] as const),
];

/** Only an ApplicationFailure answers the caller; any other error would stall the workflow task. */
export function orFail<T>(work: () => T): T {
  try {
    return work();
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
