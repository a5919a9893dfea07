import type { ReferralFilter, ReferralReader } from '../../../api/ports';
import type { DecisionView } from '../../../api/schemas/decision-view';
import type { EventView } from '../../../api/schemas/event-view';
import { instant } from '../../../domain/time';
import { Prisma, type PrismaClient } from '../generated/client';
import { unpackExplanation } from '../explanation';
import { sayingWhenDown } from './outages';
import { readReferrals } from './referral-rows';

export function createReferralReader(prisma: PrismaClient): ReferralReader {
  return sayingWhenDown<ReferralReader>({
    async find(id) {
      const [found] = await readReferrals(prisma, Prisma.sql`r.id = ${id}::uuid`, 1);
      return found ?? null;
    },

    list: (filter, { after, limit }) => readReferrals(prisma, where(filter, after), limit),

    async events(id, { afterSeq, limit }) {
      const rows = await prisma.$queryRaw<EventRow[]>`
        SELECT e.seq, e.type, e.at, e.actor, e.status, e.assignment_id, e.act_id, e.data,
          a.payload ->> 'comments' AS comments
        FROM referral_events e LEFT JOIN acts a ON a.id = e.act_id
        WHERE e.referral_id = ${id}::uuid AND e.seq > ${afterSeq} ORDER BY e.seq LIMIT ${limit}`;
      return rows.map(toEventView);
    },

    async hasRecorded(referralId, actId) {
      return (await prisma.referralEvent.count({ where: { referralId, actId } })) > 0;
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

interface EventRow {
  seq: number;
  type: string;
  at: Date;
  actor: EventView['actor'];
  status: EventView['status'];
  assignment_id: string | null;
  act_id: string | null;
  data: Record<string, unknown>;
  comments: string | null;
}

function toEventView({ at, assignment_id, act_id, ...row }: EventRow): EventView {
  return { ...row, at: instant(at), assignmentId: assignment_id, actId: act_id };
}
