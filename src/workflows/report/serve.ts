import { condition } from '@temporalio/workflow';
import { sendOrDistrust } from './deliver';
import { tell } from './proxies';
import type { ReportRun } from './run';

/** Follows what comes back: returns what could not be taken, and tells the referrals, until nothing more is to come. */
export async function serve(run: ReportRun): Promise<void> {
  for (;;) {
    await condition(() => run.hasNews || run.isComplete || run.isLong);
    if (run.isLong || !run.hasNews) return;
    await run.look();
    await mailCorrections(run);
    await tellReferrals(run);
  }
}

async function mailCorrections(run: ReportRun): Promise<void> {
  while (run.standing.uncorrected !== null && !run.isLong) {
    const returnId = run.standing.uncorrected;
    const which = { kind: 'corrections', returnId } as const;
    const outcome = await sendOrDistrust(run, which, 'Return what could not be taken');
    if (outcome === null) return;
    await run.note({ what: 'corrections-mailed', returnId });
  }
}

async function tellReferrals(run: ReportRun): Promise<void> {
  if (!run.standing.untold) return;
  for (let left = 1; left > 0 && !run.isLong;) {
    ({ left } = await tell.tellStatements.executeWithOptions({ summary: 'Tell the referrals' }, [
      run.command(),
    ]));
  }
  // Looks again: something more may have come meanwhile.
  run.noteNews();
}
