import { businessDayNumbers } from '../../../../domain/season/scorecards/business-day-numbers';
import {
  UNDETERMINED,
  type CountedLeads,
  type CountedSlice,
  type SliceKind,
} from '../../../../domain/season/scorecards/scorecard-counts';
import type { BusinessCalendar } from '../../../../domain/policy';
import type { Instant, LocalDate } from '../../../../domain/time';
import { Prisma } from '../../generated/client';

export interface LeadWindow {
  readonly calendar: BusinessCalendar;
  /** The instants at which the spans begin. `end`: the instant at which the last one is over. */
  readonly starts: readonly Instant[];
  readonly end: Instant;
  readonly at: Instant;
  /** The local dates between which business days may be needed. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

interface Row {
  leads: CountedLeads[];
  slices: CountedSlice[];
}

/**
 * Counts what was sent in the window, in one pass: by organization and span, and by organization and each kind of
 * slice. Business days are counted by numbered days (business-day-numbers.ts). Days of contact are taken as reported.
 */
export async function countLeads(tx: Prisma.TransactionClient, window: LeadWindow): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    WITH ${facts(window)}, counted AS (
      SELECT organization_id, span, county_fips, language, GROUPING(span, county_fips, language) AS without,
        ${TALLY} AS tally,
        COALESCE(json_agg(contact_days) FILTER (WHERE contact_days IS NOT NULL), '[]'::json) AS contact_days
      FROM facts
      GROUP BY GROUPING SETS ((organization_id, span), (organization_id, county_fips), (organization_id, language))
    ), determined AS (
      SELECT f.organization_id, d.key, ${TALLY} AS tally
      FROM facts f CROSS JOIN LATERAL jsonb_array_elements_text(
        CASE WHEN f.determinations = '[]'::jsonb THEN ${JSON.stringify([UNDETERMINED])}::jsonb
          ELSE f.determinations END) AS d(key)
      GROUP BY f.organization_id, d.key
    ), slices AS (
      SELECT organization_id, ${'county' satisfies SliceKind} AS kind, county_fips AS key, tally FROM counted WHERE without = 5
      UNION ALL
      SELECT organization_id, ${'language' satisfies SliceKind}, language, tally FROM counted WHERE without = 6
      UNION ALL
      SELECT organization_id, ${'determination' satisfies SliceKind}, key, tally FROM determined
    )
    SELECT
      (SELECT COALESCE(json_agg(json_build_object('organizationId', organization_id, 'span', span, 'tally', tally,
        'contactDays', contact_days)), '[]'::json) FROM counted WHERE without = 3) AS leads,
      (SELECT COALESCE(json_agg(json_build_object('organizationId', organization_id, 'kind', kind, 'key', key,
        'tally', tally)), '[]'::json) FROM slices) AS slices`;
  if (row === undefined) throw new Error('PostgreSQL gave no row');
  return row;
}

/**
 * One row for each lead, with all that is counted about it. The history is looked up only for the leads that need it.
 */
function facts({ calendar, starts, end, at, from, to }: LeadWindow): Prisma.Sql {
  const days = businessDayNumbers(calendar, from, to);
  const { zone } = calendar;
  return Prisma.sql`days AS MATERIALIZED (
      SELECT * FROM unnest(${days.map(({ on }) => on)}::date[], ${days.map(({ number }) => number)}::int[])
        AS d("on", number)
    ), facts AS MATERIALIZED (
      SELECT a.organization_id, width_bucket(a.sent_at, ${starts}::timestamptz[]) - 1 AS span, r.county_fips,
        split_part(lower(r.language), '-', 1) AS language, l.body -> 'determinations' AS determinations,
        a.accept_by IS NOT NULL AS asked, a.accepted_at IS NOT NULL AS accepted,
        CASE WHEN a.end_reason = 'declined' THEN COALESCE((
          SELECT e.data ->> 'reason' FROM referral_events e
          WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id AND e.type = 'declined' LIMIT 1), 'other')
          END AS declined,
        CASE WHEN a.end_reason <> 'resolved' THEN NULL
          WHEN r.current_assignment_id = a.id THEN r.resolution
          WHEN a.end_reason = 'resolved' THEN (
            SELECT e.data ->> 'resolution' FROM referral_events e
            WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id
              AND e.type IN ('resolution-recorded', 'resolution-corrected') ORDER BY e.seq DESC LIMIT 1)
          END AS outcome,
        ${isOver(Prisma.sql`c`, at)} AS contact_over, ${isOver(Prisma.sql`p`, at)} AS appointment_over,
        p.state = 'met' AS appointment_met,
        CASE WHEN c.met_at IS NULL THEN NULL
          WHEN (c.met_at AT TIME ZONE ${zone})::date <= (c.proof ->> 'dayZero')::date THEN 0
          ELSE met.number - zero.number END AS contact_days,
        c.met_at IS NOT NULL AS contact_met
      FROM assignments a
      JOIN referrals r ON r.id = a.referral_id
      JOIN leads l ON l.id = a.referral_id
      LEFT JOIN milestones c ON c.assignment_id = a.id AND c.name = 'contact'
      LEFT JOIN milestones p ON p.assignment_id = a.id AND p.name = 'appointment'
      LEFT JOIN days zero ON zero."on" = (c.proof ->> 'dayZero')::date
      LEFT JOIN days met ON met."on" = (c.met_at AT TIME ZONE ${zone})::date
      WHERE a.sent_at >= ${starts[0] ?? end}::timestamptz AND a.sent_at < ${end}::timestamptz
    )`;
}

/** Whether a promise's time is over, and the promise was not cancelled before that. */
function isOver(milestone: Prisma.Sql, at: Instant): Prisma.Sql {
  return Prisma.sql`(${milestone}.due_at <= ${at}::timestamptz AND ${milestone}.state <> 'paused'
    AND (${milestone}.state <> 'cancelled' OR ${milestone}.breached_at IS NOT NULL))`;
}

function countOf(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`count(*) FILTER (WHERE ${condition})`;
}

function shareOf(condition: Prisma.Sql, of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object('count', ${countOf(Prisma.sql`${of} AND ${condition}`)}, 'of', ${countOf(of)})`;
}

/** Counts by value, whatever the values are: those of an earlier policy, too. Values that do not occur are left out. */
function countsOf(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT COALESCE(json_object_agg(value, n ORDER BY value), '{}'::json)
    FROM (SELECT value, count(*) AS n FROM unnest(array_agg(${column}) FILTER (WHERE ${column} IS NOT NULL)) AS value
      GROUP BY value) AS counts)`;
}

/** Contacts whose business days the calendar cannot count are in neither number of a share. */
const CONTACT_OVER = Prisma.sql`(contact_over AND (NOT contact_met OR contact_days IS NOT NULL))`;

/** A Tally of src/domain/season/scorecards/tally.ts. */
const TALLY = Prisma.sql`json_build_object('leads', count(*),
  'accepted', ${shareOf(Prisma.sql`accepted`, Prisma.sql`asked`)},
  'declined', ${countsOf(Prisma.sql`declined`)},
  'contactWithinOne', ${shareOf(Prisma.sql`contact_days <= 1`, CONTACT_OVER)},
  'contactWithinTwo', ${shareOf(Prisma.sql`contact_days <= 2`, CONTACT_OVER)},
  'appointmentInTime', ${shareOf(Prisma.sql`appointment_met`, Prisma.sql`appointment_over`)},
  'outcomes', ${countsOf(Prisma.sql`outcome`)})`;
