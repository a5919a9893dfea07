import type { ReferralFilter, ReferralReader } from '../../../api/referral/ports';
import type { DecisionView } from '../../../api/referral/decision-view';
import type { EventView } from '../../../api/referral/event-view';
import type { BusinessCalendar } from '../../../domain/policy';
import { instant } from '../../../domain/time';
import { Prisma, type PrismaClient } from '../generated/client';
import { unpackExplanation } from '../routing/explanation';
import { sayingWhenDown } from '../database/outages';
import { readReferrals } from './rows';

/** `calendar`: the calendar that lateness is measured by. */
export function createReferralReader(prisma: PrismaClient, calendar: BusinessCalendar): ReferralReader {
  return sayingWhenDown<ReferralReader>({
    async find(id) {
      const [found] = await readReferrals(prisma, calendar, Prisma.sql`r.id = ${id}::uuid`, 1);
      return found ?? null;
    },

    list: (filter, { after, limit }) => readReferrals(prisma, calendar, where(filter, after), limit),

    async events(id, { afterSeq, limit }) {
      // As one value, because reading hundreds of rows takes Prisma several times as long.
      const [row] = await prisma.$queryRaw<{ events: EventView[] | null }[]>`
        SELECT json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor,
          'status', e.status, 'assignmentId', e.assignment_id, 'actId', e.act_id, 'data', e.data,
          'comments', a.payload ->> 'comments') ORDER BY e.seq) AS events
        FROM (
          SELECT * FROM referral_events WHERE referral_id = ${id}::uuid AND seq > ${afterSeq}
          ORDER BY seq LIMIT ${limit}) e
        LEFT JOIN acts a ON a.id = e.act_id`;
      // In JSON, PostgreSQL writes instants in its own form.
      return (row?.events ?? []).map((event) => ({ ...event, at: instant(event.at) }));
    },

    async decisions(referralId) {
      const rows = await prisma.decision.findMany({ where: { referralId }, orderBy: { routing: 'desc' } });
      return rows.map(
        ({ referralId: _referral, at, explanation, ...rest }) =>
          ({ ...rest, at: instant(at), explanation: unpackExplanation(explanation) }) as DecisionView,
      );
    },
  });
}

function where(filter: ReferralFilter, after: string | null): Prisma.Sql {
  const { status, organizationId, countyFips, externalId, milestone } = filter;
  const conditions = [
    after !== null && Prisma.sql`r.id < ${after}::uuid`,
    status !== undefined && Prisma.sql`r.status = ${status}`,
    countyFips !== undefined && Prisma.sql`r.county_fips = ${countyFips}`,
    externalId !== undefined && Prisma.sql`l.external_id = ${externalId}`,
    organizationId !== undefined && Prisma.sql`a.organization_id = ${organizationId}::uuid`,
    milestone !== undefined &&
      Prisma.sql`EXISTS (SELECT 1 FROM milestones m WHERE m.assignment_id = a.id
        AND m.name = ANY (${milestone.names}::text[]) AND m.state = ANY (${milestone.states}::text[]))`,
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}
