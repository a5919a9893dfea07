import type { ReferralState } from '../../../../domain/referral/state';
import { applyStatement, type AppliedStatement } from '../../../../domain/report/apply-statement';
import type { Instant } from '../../../../domain/time';
import { markBehind } from '../../followers/follower-rows';
import { append, type AppendSetting } from '../../referral/append';
import { lockReferrals } from '../../referral/log';
import type { Tx } from '../../database/transaction';
import { lockReport } from '../followed-report';
import {
  noteOutcomes,
  readUnapplied,
  type FoundStatement,
  type UnappliedStatement,
} from './unapplied-statements';

export interface Applied {
  /** The referrals that changed. They are marked as behind, and must be woken after the commit. */
  readonly moved: readonly string[];
  readonly freesPlace: boolean;
}

/**
 * Applies statements of one report to their referrals, one to each, and notes the outcomes. It is one transaction, so a
 * statement is never separated from the events that it causes. Whether a later statement of the row has replaced it is
 * judged with the referral and the report locked. `found` was read without a lock. Statements that somebody else has
 * applied in the meantime are left out.
 */
export async function applyStatements(
  tx: Tx,
  setting: AppendSetting,
  reportId: string,
  found: readonly FoundStatement[],
  now: Instant,
): Promise<Applied> {
  const referrals = await lockReferrals(
    tx,
    found.map(({ referralId }) => referralId),
  );
  await lockReport(tx, reportId);
  const unapplied = await readUnapplied(
    tx,
    found.map(({ id }) => id),
  );
  const at = unapplied.reduce((latest, statement) => (statement.at > latest ? statement.at : latest), now);
  const states = new Map(referrals.map((referral) => [referral.referralId, referral]));
  const judged = unapplied.map((statement) => judge(states.get(statement.referralId), statement, at));
  await noteOutcomes(
    tx,
    judged.map(({ statement: { id }, applied: { outcome } }) => ({ id, outcome })),
    at,
  );

  const moving = judged.filter(({ applied }) => applied.events.length > 0);
  const after = await append(
    tx,
    setting,
    moving.map(({ before, statement, applied: { events } }) => ({ before, events, act: actOf(statement) })),
  );
  const moved = moving.map(({ before }) => before.referralId);
  await markBehind(
    tx,
    moved.map((subjectId) => ({ kind: 'referral', subjectId })),
    at,
  );
  return { moved, freesPlace: moving.some(({ before }, index) => holds(before) && !holds(after[index])) };
}

interface Judged {
  readonly before: ReferralState;
  readonly statement: UnappliedStatement;
  readonly applied: AppliedStatement;
}

function judge(before: ReferralState | undefined, statement: UnappliedStatement, now: Instant): Judged {
  if (before === undefined) throw new Error(`no referral ${statement.referralId}`);
  const applied = statement.superseded
    ? { outcome: 'superseded', events: [] }
    : applyStatement(before, statement, now);
  return { before, statement, applied };
}

/** The act, with the organization's words. */
function actOf({ id, assignmentId, statement }: UnappliedStatement) {
  return { id, kind: 'report', actor: 'assister', payload: { ...statement, assignmentId } } as const;
}

function holds(state: ReferralState | undefined): boolean {
  return state?.assignment?.holdsCapacity === true;
}
