import type { EscalationRecord, NeedChange, ToldByOrganization } from '../../../api/escalation/page/ports';
import type { ReferralNeed } from '../../../domain/referral/events';
import { instant } from '../../../domain/time';
import type { DeclineReason } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';
import { REFUSALS, sinceDecided, type EscalationRow } from './rows';

interface ToldRow {
  readonly at: Date;
  readonly type: ToldByOrganization['how'] | 'reopened' | 'handed-on';
  readonly reason: DeclineReason | null;
  readonly cause: string | null;
  readonly organization_name: string | null;
  readonly comments: string | null;
}

/** What the log of the one referral that an escalation is about says of it, up to when it was opened. */
export async function readTold(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  { subject, opened_by: referralId, opened_at: openedAt }: EscalationRow,
): Promise<Pick<EscalationRecord, 'told' | 'changes'>> {
  if (!subject.startsWith('referral:')) return { told: [], changes: [] };
  const [rows, needs] = await Promise.all([
    prisma.$queryRaw<ToldRow[]>`
      SELECT v.at, v.type, v.data ->> 'reason' AS reason, v.data ->> 'cause' AS cause,
        o.name AS organization_name, act.payload ->> 'comments' AS comments
      FROM referral_events v
      LEFT JOIN assignments a ON a.id = v.assignment_id
      LEFT JOIN organizations o ON o.id = a.organization_id
      LEFT JOIN acts act ON act.id = v.act_id
      WHERE v.referral_id = ${referralId}::uuid AND v.at <= ${openedAt}::timestamptz
        AND v.type = ANY (${[...REFUSALS, 'reopened', 'handed-on']})
      ORDER BY v.seq DESC`,
    prisma.$queryRaw<{ need: ReferralNeed | null }[]>`
      SELECT nullif(v.data -> 'need', 'null'::jsonb) AS need FROM referral_events v
      WHERE v.referral_id = ${referralId}::uuid AND v.at <= ${openedAt}::timestamptz
        AND v.type IN ('received', 'amended')
      ORDER BY v.seq`,
  ]);
  const told = sinceDecided(rows, ({ cause }) => cause).toReversed();
  return { told: told.flatMap(toTold), changes: changesIn(needs.map(({ need }) => need)) };
}

function toTold({ at, type, reason, organization_name: name, comments }: ToldRow): ToldByOrganization[] {
  if (name === null || type === 'reopened' || type === 'handed-on') return [];
  return [{ at: instant(at), organizationName: name, how: type, reason, comments }];
}

/** What the last change made of the need before it. A change that left the need alone has none. */
function changesIn(needs: readonly (ReferralNeed | null)[]): NeedChange[] {
  const to = needs.at(-1) ?? null;
  const from = needs.slice(0, -1).findLast((need) => need !== null);
  if (to === null || from === undefined) return [];
  return [
    ...(to.countyFips === from.countyFips
      ? []
      : [{ what: 'county', from: from.countyName, to: to.countyName } as const]),
    ...(to.assisterType === from.assisterType
      ? []
      : [{ what: 'assister-type', from: from.assisterType, to: to.assisterType } as const]),
  ];
}
