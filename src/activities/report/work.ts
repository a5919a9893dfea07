import type { Work } from '../follow/ports';
import type { Waker } from '../../workflows/follow/waker';
import type { StatementApplier } from './ports';

/**
 * Applies everything that came back for a report to its referrals, in chunks. A repeat continues with what is left.
 * The referrals' workflows are woken only as there is room, so that a large report does not keep new leads waiting.
 * If the process dies first, the sweep finds those that were not woken.
 */
export function applyReturned({
  statements,
  waker,
}: {
  readonly statements: StatementApplier;
  readonly waker: Waker;
}): Work {
  return async ({ subjectId: reportId, at }, heartbeat) => {
    const moved: string[] = [];
    let freesPlace = false;
    for (;;) {
      const applied = await statements.applyNext(reportId, at);
      if (applied === null) break;
      moved.push(...applied.moved);
      freesPlace ||= applied.freesPlace;
      heartbeat(moved.length);
    }
    if (freesPlace) waker.nudgeWaitlist();
    for (const subjectId of moved) {
      await waker.room();
      heartbeat(moved.length);
      waker.wake({ kind: 'referral', subjectId }, 'report');
    }
  };
}
