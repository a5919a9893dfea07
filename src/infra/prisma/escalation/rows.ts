import type { CauseDetails } from '../../../domain/escalation/cause';
import type {
  AmendablePart,
  AssisterType,
  DeclineReason,
  EscalationReason,
} from '../../../domain/vocabulary';
import { instant } from '../../../domain/time';
import type { Prisma, PrismaClient } from '../generated/client';

/**
 * An escalation with what its subject says. If it is about one referral, it has that referral's county and type, and
 * the organization that has the referral or had it last. A gap has no organization, and an organization has no county.
 */
export interface EscalationRow {
  readonly id: string;
  readonly reason: EscalationReason;
  readonly subject: string;
  readonly state: 'open' | 'resolved';
  readonly occurrences: number;
  readonly opened_at: Date;
  readonly opened_by: string;
  readonly due_at: Date;
  readonly owner: string;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly note: string | null;
  readonly request_id: string | null;
  readonly report_id: string | null;
  readonly county_fips: string | null;
  readonly assister_type: AssisterType | null;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly contact_email: string | null;
  /** Why the referral that opened it was waiting at that time. */
  readonly wait_cause: string | null;
  /** When open: the referrals that it still concerns. When closed: all that it concerned. */
  readonly referral_count: number;
  readonly referral_ids: string[];
}

/** In the order given. Names `listed` referrals at most. */
export function readEscalationRows(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  query: {
    readonly condition: Prisma.Sql;
    readonly order: Prisma.Sql;
    readonly limit: number;
    readonly listed: number;
  },
): Promise<EscalationRow[]> {
  return prisma.$queryRaw<EscalationRow[]>`
    SELECT e.id, e.reason, e.subject, e.state, e.occurrences, e.opened_at, e.opened_by, e.due_at, e.owner,
      e.resolved_at, e.resolved_by, e.note, e.request_id, e.report_id,
      COALESCE(e.county_fips, r.county_fips) AS county_fips,
      COALESCE(e.assister_type, r.assister_type) AS assister_type,
      o.id AS organization_id, o.name AS organization_name, o.contact_email, waited.cause AS wait_cause,
      concerned.referral_count, concerned.referral_ids
    FROM escalations e
    LEFT JOIN referrals r ON e.subject = 'referral:' || r.id AND r.id = e.opened_by
    LEFT JOIN LATERAL (
      SELECT a.organization_id FROM assignments a WHERE a.referral_id = r.id ORDER BY a.hop DESC LIMIT 1
    ) latest ON true
    LEFT JOIN organizations o ON o.id = COALESCE(e.organization_id, latest.organization_id)
    LEFT JOIN LATERAL (
      SELECT v.data ->> 'cause' AS cause FROM referral_events v
      WHERE v.referral_id = r.id AND v.type = 'unassigned' AND v.at <= e.opened_at ORDER BY v.seq DESC LIMIT 1
    ) waited ON true
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS referral_count,
        COALESCE((array_agg(k.referral_id::text ORDER BY k.referral_id))[1:${query.listed}::int], '{}')
          AS referral_ids
      FROM escalation_referrals k
      WHERE k.escalation_id = e.id AND (e.state <> 'open' OR k.cleared_at IS NULL)
    ) concerned
    WHERE ${query.condition} ORDER BY ${query.order} LIMIT ${query.limit}`;
}

interface CauseEvent {
  readonly type: string;
  readonly data: {
    readonly reason?: DeclineReason;
    readonly smtpCode?: number | null;
    readonly parts?: AmendablePart[];
    readonly appointmentAt?: string;
    readonly afterDeadline?: boolean;
    readonly cause?: string;
  };
  readonly organization_name: string | null;
}

/** Enough for the time since a person decided last. The newest come first. */
const EVENTS = 100;

/** What the history of the referral that opened it says about the cause, up to that time. */
export async function readCauseDetails(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  escalation: EscalationRow,
): Promise<CauseDetails> {
  const { opened_by: openedBy, opened_at: openedAt } = escalation;
  const events = await prisma.$queryRaw<CauseEvent[]>`
    SELECT v.type, v.data, o.name AS organization_name FROM referral_events v
    LEFT JOIN assignments a ON a.id = v.assignment_id
    LEFT JOIN organizations o ON o.id = a.organization_id
    WHERE v.referral_id = ${openedBy}::uuid AND v.at <= ${openedAt}::timestamptz AND v.type IN ('declined',
      'timed-out', 'delivery-refused', 'amended', 'appointment-agreed', 'handed-on', 'reopened')
    ORDER BY v.seq DESC LIMIT ${EVENTS}`;
  const [unsent] = await prisma.$queryRaw<{ code: string | null; given_up: boolean }[]>`
    SELECT substring(m.server_response from '\\m[45][0-9][0-9]\\M') AS code, m.state = 'abandoned' AS given_up
    FROM messages m
    WHERE ${openedBy}::uuid IN (m.referral_id, m.report_id, m.request_id) AND m.organization_id IS NOT NULL
      AND m.state <> 'sent' AND (m.server_response IS NOT NULL OR m.state = 'abandoned')
    ORDER BY m.created_at DESC LIMIT 1`;

  const undecided = sinceDecided(events, ({ data }) => data.cause ?? null);
  const refusals = undecided.filter(({ type }) => REFUSALS.includes(type));
  const declined = undecided.find(({ type }) => type === 'declined');
  const agreed = events.find(({ type }) => type === 'appointment-agreed')?.data;
  const refusedCode = events.find(({ type }) => type === 'delivery-refused')?.data.smtpCode;
  return {
    organizationName: declined?.organization_name ?? escalation.organization_name,
    lastDecline: declined?.data.reason ?? null,
    refusals: refusals.length,
    smtpCode: refusedCode ?? (unsent === undefined || unsent.code === null ? null : Number(unsent.code)),
    mailGivenUp: unsent?.given_up ?? false,
    contactEmail: escalation.contact_email,
    amendedParts: events.find(({ type }) => type === 'amended')?.data.parts ?? [],
    agreedAfterDeadline:
      agreed?.afterDeadline === true && agreed.appointmentAt !== undefined
        ? instant(agreed.appointmentAt)
        : null,
  };
}

/** How an organization can turn a referral down. */
export const REFUSALS: readonly string[] = ['declined', 'timed-out', 'delivery-refused'];

/** The events since a person decided last. Both are the newest first. */
export function sinceDecided<Event extends { readonly type: string }>(
  events: readonly Event[],
  causeOf: (event: Event) => string | null,
): readonly Event[] {
  const decided = events.findIndex((event) => event.type === 'reopened' || causeOf(event) === 'reassigned');
  return decided === -1 ? events : events.slice(0, decided);
}
