import { causeOf } from '../../../domain/escalation/stored';
import { dayBegins, plusDays } from '../../../domain/local-time';
import type { Instant, LocalDate } from '../../../domain/time';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import type { Tx } from '../database/transaction';
import type { FollowedSeason } from './followed-season';

/** `before`: after the previous season and before this one. `after`: after the last day that was reported. */
export type OutsideSpan = 'before' | 'after';

/** Lists the referrals of the span that no report asks for in one escalation. The season's workflow sends its mail. */
export async function listOutside(
  tx: Tx,
  setting: EscalationSetting,
  season: FollowedSeason,
  span: OutsideSpan,
  at: Instant,
): Promise<void> {
  const begins = (on: LocalDate): Instant => dayBegins(on, setting.policy.calendar.zone);
  const { from, until } = daysOf(season, span);
  const referralIds = await findOutside(tx, season.id, {
    from: from === null ? null : begins(from),
    until: until === null ? at : begins(until),
  });
  if (referralIds.length === 0) return;
  const { escalationId } = await escalate(tx, setting, {
    ...causeOf('outside-report-periods', { kind: 'season', seasonId: season.id }),
    at,
    openedBy: { kind: 'season', subjectId: season.id },
  });
  await tx.$executeRaw`
    INSERT INTO escalation_referrals (escalation_id, referral_id, linked_at)
    SELECT ${escalationId}::uuid, id, ${at}::timestamptz FROM unnest(${referralIds}::uuid[]) AS id
    ON CONFLICT (escalation_id, referral_id) DO UPDATE SET linked_at = escalation_referrals.linked_at`;
}

/**
 * The days at this end of the season that no report asks for. `until` is excluded; null means now. A season that was
 * ended early has reported fewer days than planned.
 */
function daysOf(
  { opensOn, previousClosesOn, periods }: FollowedSeason,
  span: OutsideSpan,
): { readonly from: LocalDate | null; readonly until: LocalDate | null } {
  switch (span) {
    case 'before':
      return { from: previousClosesOn === null ? null : plusDays(previousClosesOn, 1), until: opensOn };
    case 'after': {
      const reported = periods.filter(({ done }) => done).at(-1);
      return { from: reported === undefined ? opensOn : plusDays(reported.to, 1), until: null };
    }
    default:
      return span satisfies never;
  }
}

/** The oldest first. Leaves out what a closed escalation of this season named: a person has seen to that. */
async function findOutside(
  tx: Tx,
  seasonId: string,
  { from, until }: { readonly from: Instant | null; readonly until: Instant },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.referral_id AS id FROM assignments a
    WHERE a.sent_at < ${until}::timestamptz AND (${from}::timestamptz IS NULL OR a.sent_at >= ${from}::timestamptz)
      AND NOT EXISTS (SELECT 1 FROM report_rows r WHERE r.assignment_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM escalation_referrals l JOIN escalations e ON e.id = l.escalation_id
        WHERE l.referral_id = a.referral_id AND e.reason = 'outside-report-periods'
          AND e.season_id = ${seasonId}::uuid AND e.state = 'resolved')
    GROUP BY a.referral_id ORDER BY min(a.sent_at), a.referral_id`;
  return rows.map(({ id }) => id);
}
