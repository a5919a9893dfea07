import type {
  ConcernedMilestone,
  ConcernedOrganization,
  ConcernedReferral,
  ConcernedRequest,
  EscalationEvent,
  EscalationPages,
  EscalationRecord,
  OrganizationChoice,
} from '../../../api/escalation/page/ports';
import { escalationKind } from '../../../domain/escalation/stored';
import { placesInUse } from '../../../domain/routing/recent-leads';
import { exclusionReasons, type RoutingRules } from '../../../domain/routing/rules';
import { instant, localDateIn, type Instant, type LocalDate, type Zone } from '../../../domain/time';
import type {
  MilestoneName,
  OrganizationStatus,
  ReferralStatus,
  RequestKind,
} from '../../../domain/vocabulary';
import { SituationReader, type SituationRules } from '../routing/situation';
import { fromPayload } from '../database/request-payload';
import { readTold } from './told';
import { readCauseDetails, readEscalationRows, type EscalationRow } from './rows';
import { Prisma, type PrismaClient } from '../generated/client';
import { sayingWhenDown } from '../database/outages';
import { orNull } from '../database/instants';

const LISTED_REFERRALS = 200;

export interface EscalationPagesOptions {
  readonly countyName: (fips: string) => string;
  readonly zone: Zone;
  readonly routing: SituationRules & Pick<RoutingRules, 'capacityMeans'>;
}

/** What the escalation's page shows and keeps. It reads the same situation as routing, so that both say the same. */
export function createEscalationPages(
  prisma: PrismaClient,
  options: EscalationPagesOptions,
): EscalationPages {
  const situations = new SituationReader(options.routing);
  return sayingWhenDown<EscalationPages>({
    async find(escalationId, now) {
      const [row] = await readEscalationRows(prisma, {
        condition: Prisma.sql`e.id = ${escalationId}::uuid`,
        order: Prisma.sql`e.id`,
        limit: 1,
        listed: LISTED_REFERRALS,
      });
      if (row === undefined) return null;
      const { referrals, count } = await readReferrals(prisma, row, options.countyName);
      const [cause, organization, request, choices, story, told] = await Promise.all([
        readCauseDetails(prisma, row),
        readOrganization(prisma, row),
        readRequest(prisma, row, options.countyName),
        readChoices(prisma, situations, row, referrals, now, options),
        readStory(prisma, row.id),
        readTold(prisma, row),
      ]);
      const { id, occurrences, owner, note } = row;
      return {
        id,
        occurrences,
        owner,
        note,
        cause,
        organization,
        request,
        choices,
        referrals,
        kind: escalationKind(row.reason, row.subject, row.wait_cause),
        open: row.state === 'open',
        openedAt: instant(row.opened_at),
        dueAt: instant(row.due_at),
        resolvedAt: orNull(row.resolved_at),
        resolvedBy: row.resolved_by,
        county: row.county_fips === null ? null : options.countyName(row.county_fips),
        assisterType: row.assister_type,
        referralCount: count,
        ...story,
        ...told,
      } satisfies EscalationRecord;
    },

    async begin({ id, escalationId, at, actor, type, data }) {
      await prisma.$executeRaw`
        INSERT INTO escalation_events (id, escalation_id, at, actor, type, data, done)
        VALUES (${id}::uuid, ${escalationId}::uuid, ${at}::timestamptz, ${actor}, ${type},
          ${JSON.stringify(data)}::jsonb, false)
        ON CONFLICT (id) DO NOTHING`;
    },

    async finish(eventId) {
      await prisma.escalationEvent.updateMany({ where: { id: eventId }, data: { done: true } });
    },

    async abandon(eventId) {
      await prisma.escalationEvent.deleteMany({ where: { id: eventId, done: false } });
    },
  });
}

interface ReferralRow {
  readonly id: string;
  readonly status: ReferralStatus;
  readonly county_fips: string;
  readonly organization_name: string | null;
  readonly sent_at: Date | null;
  readonly contact_made_on: LocalDate | null;
  readonly milestones: Partial<Record<MilestoneName, ConcernedMilestone>> | null;
  readonly total: number;
}

async function readReferrals(
  prisma: PrismaClient,
  {
    subject,
    organization_id: organizationId,
    referral_ids: linked,
    referral_count: linkedCount,
  }: EscalationRow,
  countyName: (fips: string) => string,
): Promise<{ referrals: ConcernedReferral[]; count: number }> {
  const ofOrganization = subject.startsWith('organization:') && organizationId !== null;
  const condition = ofOrganization
    ? Prisma.sql`a.organization_id = ${organizationId}::uuid AND a.ended_at IS NULL`
    : Prisma.sql`r.id = ANY (${linked}::uuid[])`;
  const rows = await prisma.$queryRaw<ReferralRow[]>`
    SELECT r.id, r.status, r.county_fips, o.name AS organization_name, a.sent_at, r.contact_made_on::text,
      (SELECT jsonb_object_agg(m.name, jsonb_build_object('dueAt', m.due_at, 'state', m.state))
        FROM milestones m WHERE m.assignment_id = a.id) AS milestones,
      (count(*) OVER ())::int AS total
    FROM referrals r
    LEFT JOIN assignments a ON a.id = r.current_assignment_id
    LEFT JOIN organizations o ON o.id = a.organization_id
    WHERE ${condition} ORDER BY r.created_at, r.id LIMIT ${LISTED_REFERRALS}`;
  const referrals = rows.map((row) => ({
    id: row.id,
    status: row.status,
    county: countyName(row.county_fips),
    organizationName: row.organization_name,
    sentAt: row.sent_at === null ? null : instant(row.sent_at),
    contactMadeOn: row.contact_made_on,
    contact: milestone(row.milestones?.contact),
    appointment: milestone(row.milestones?.appointment),
  }));
  return { referrals, count: ofOrganization ? (rows[0]?.total ?? 0) : linkedCount };
}

/** In JSON, PostgreSQL writes instants in its own form. */
function milestone(stored: ConcernedMilestone | undefined): ConcernedMilestone | null {
  return stored === undefined ? null : { state: stored.state, dueAt: instant(stored.dueAt) };
}

async function readOrganization(
  prisma: PrismaClient,
  { organization_id: id }: EscalationRow,
): Promise<ConcernedOrganization | null> {
  if (id === null) return null;
  const select = { id: true, name: true, status: true, contactEmail: true, contactVerified: true };
  const row = await prisma.organization.findUnique({ where: { id }, select });
  return row === null ? null : { ...row, status: row.status as OrganizationStatus };
}

async function readRequest(
  prisma: PrismaClient,
  { request_id: id }: EscalationRow,
  countyName: (fips: string) => string,
): Promise<ConcernedRequest | null> {
  if (id === null) return null;
  const row = await prisma.organizationRequest.findUnique({ where: { id } });
  if (row === null) return null;
  const { ask, comments } = fromPayload(row.payload);
  return {
    id: row.id,
    kind: row.kind as RequestKind,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    ask: ask.kind === 'counties' ? { ...ask, counties: ask.counties.map(countyName) } : ask,
    comments,
    note: row.note,
  };
}

/** The choices for the oldest referral that it concerns, as routing would see them now. */
async function readChoices(
  prisma: PrismaClient,
  situations: SituationReader,
  { state, subject, organization_id: organizationId }: EscalationRow,
  [referral]: readonly ConcernedReferral[],
  now: Instant,
  { zone, routing }: EscalationPagesOptions,
): Promise<OrganizationChoice[]> {
  const chooses = subject.startsWith('referral:') || subject.startsWith('gap:');
  if (state !== 'open' || !chooses || referral === undefined) return [];
  const sought = { referralId: referral.id, directedTo: null, at: now, on: localDateIn(zone, now) };
  const look = await situations.look(prisma, sought);
  situations.adopt(look);
  const { need, organizations } = look.situation;
  const has = referral.organizationName === null ? null : organizationId;
  return organizations
    .map((organization): OrganizationChoice => {
      const { id, name, type, capacity } = organization;
      const held = placesInUse(organization, need.on, routing.capacityMeans);
      const against = exclusionReasons(need, organization, routing);
      return { id, name, type, capacity, held, hasIt: id === has, against };
    })
    .sort((a, b) => a.against.length - b.against.length || a.name.localeCompare(b.name, 'en-US'));
}

async function readStory(
  prisma: PrismaClient,
  escalationId: string,
): Promise<Pick<EscalationRecord, 'mailedAt' | 'history'>> {
  const [mail, events] = await Promise.all([
    prisma.message.findFirst({
      where: { escalationId, kind: 'escalation', sentAt: { not: null } },
      orderBy: { sentAt: 'asc' },
    }),
    prisma.escalationEvent.findMany({ where: { escalationId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
  ]);
  return {
    mailedAt: orNull(mail?.sentAt ?? null),
    history: events.map(({ id, at, actor, type, data, done }) => ({
      id,
      actor,
      done,
      at: instant(at),
      // Only the page and the API write these.
      type: type as EscalationEvent['type'],
      data: data as EscalationEvent['data'],
    })),
  };
}
