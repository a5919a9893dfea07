import { groupBy } from '../../../domain/group-by';
import type { ReferralEvent } from '../../../domain/referral/events';
import { moveBy } from '../../../domain/referral/read-model';
import type { ReferralState } from '../../../domain/referral/state';
import { applyStatement } from '../../../domain/reports/apply-statement';
import type { Instant } from '../../../domain/time';
import { markBehind } from '../followers/follower-rows';
import { append } from '../referral/append';
import { lockReferrals } from '../referral/log';
import type { Tx } from '../transaction';
import { lockReport } from './followed-report';
import type { ReportSetting } from './take-report-steps';
import { noteOutcomes, readUnapplied, type UnappliedStatement } from './unapplied-statements';

export interface Applied {
  /** Of the referrals that changed: marked behind, to be woken after the commit. */
  readonly moved: readonly string[];
  readonly freesPlace: boolean;
}

/**
 * Applies statements of one report to their referrals, and notes what came of each, in one transaction: a statement and
 * the events that it causes are never parted. Whether a later statement of the row has replaced it is judged with the
 * referral and the report locked. `found`: as read without a lock; what somebody else has applied meanwhile is left out.
 */
export async function applyStatements(
  tx: Tx,
  setting: ReportSetting,
  reportId: string,
  found: readonly { readonly id: string; readonly referralId: string }[],
  now: Instant,
): Promise<Applied> {
  const referrals = await lockReferrals(tx, [...new Set(found.map(({ referralId }) => referralId))]);
  await lockReport(tx, reportId);
  const unapplied = await readUnapplied(
    tx,
    found.map(({ id }) => id),
  );
  const ofReferral = groupBy(unapplied, ({ referralId }) => referralId);
  const at = unapplied.reduce((latest, statement) => (statement.at > latest ? statement.at : latest), now);
  const decided = referrals.map((referral) => decideAll(referral, ofReferral.get(referral.referralId) ?? [], at));
  await noteOutcomes(
    tx,
    decided.flatMap(({ outcomes }) => outcomes),
    at,
  );
  const moving = decided.filter(({ events }) => events.length > 0);
  await keepActs(tx, moving.flatMap(({ acts }) => acts), at);
  const after = await append(tx, setting, moving);
  const moved = moving.map(({ before }) => before.referralId);
  await markBehind(tx, moved.map((subjectId) => ({ kind: 'referral', subjectId })), at);
  return { moved, freesPlace: moving.some(({ before }, index) => holds(before) && !holds(after[index])) };
}

interface DecidedAll {
  readonly before: ReferralState;
  readonly events: readonly ReferralEvent[];
  readonly outcomes: readonly { readonly id: string; readonly outcome: string }[];
  readonly acts: readonly KeptAct[];
}

/** A referral can stand in a report twice, once for each assignment: one after the other. */
function decideAll(
  before: ReferralState,
  statements: readonly UnappliedStatement[],
  now: Instant,
): DecidedAll {
  const events: ReferralEvent[] = [];
  const outcomes: DecidedAll['outcomes'][number][] = [];
  const acts: KeptAct[] = [];
  for (const statement of statements) {
    const standing = moveBy(before, events).after;
    const applied = statement.superseded
      ? { outcome: 'superseded', events: [] }
      : applyStatement(standing, statement, now);
    outcomes.push({ id: statement.id, outcome: applied.outcome });
    if (applied.events.length === 0) continue;
    events.push(...applied.events);
    acts.push({ ...statement, version: standing.version + applied.events.length });
  }
  return { before, events, outcomes, acts };
}

type KeptAct = UnappliedStatement & { readonly version: number };

/** Before their events: what follows from those reads their words. */
async function keepActs(tx: Tx, acts: readonly KeptAct[], at: Instant): Promise<void> {
  if (acts.length === 0) return;
  const rows = JSON.stringify(
    acts.map(({ id, referralId, assignmentId, statement, version }) => ({
      ...{ id, referralId, version, payload: { ...statement, assignmentId } },
    })),
  );
  await tx.$executeRaw`
    INSERT INTO acts (id, referral_id, kind, actor, payload, version, created_at)
    SELECT id, "referralId", 'report', 'assister', payload, version, ${at}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS a(id uuid, "referralId" uuid, payload jsonb, version int)`;
}

function holds(state: ReferralState | undefined): boolean {
  return state?.assignment?.holdsCapacity === true;
}
