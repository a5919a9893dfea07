import type {
  AssignmentReader,
  AssignmentRecord,
  CommentedEvent,
  EndingEvent,
  HistoryRequest,
  MilestoneRecord,
} from '../../../api/referral/page/ports';
import type { Lead } from '../../../domain/referral/lead';
import { instant, type LocalDate } from '../../../domain/time';
import type { Resolution } from '../../../domain/terms';
import type { AssignmentEnd, ReferralStatus } from '../../../domain/vocabulary';
import { Prisma, type PrismaClient } from '../generated/client';
import { unpackExplanation } from '../routing/explanation';
import { sayingWhenDown } from '../database/outages';
import { orNull } from '../database/instants';

/** Reads everything for one assignment's pages in one statement. So a page never mixes two moments. */
export function createAssignmentReader(prisma: PrismaClient): AssignmentReader {
  return sayingWhenDown<AssignmentReader>({
    find: (assignmentId, history) => read(prisma, assignmentId, history),
  });
}

interface AssignmentRow {
  id: string;
  referral_id: string;
  organization_id: string;
  organization_name: string;
  sent_at: Date | null;
  opened_at: Date | null;
  accept_by: Date | null;
  accepted_at: Date | null;
  ended_at: Date | null;
  end_reason: AssignmentEnd | null;
  is_current: boolean;
  lead: Lead;
  status: ReferralStatus;
  contact_made_on: LocalDate | null;
  appointment_at: Date | null;
  appointment_held: boolean;
  resolution: Resolution | null;
  milestones: MilestoneRecord[];
  attempts: number;
  attempt_days: number;
  /** The days of the latest attempts, newest first. */
  attempted_on: LocalDate[];
  total: number;
  /** Newest first. One more than was asked for when there are earlier ones. */
  events: EventRow[];
  recorded: EventRow | null;
  change: Pick<NonNullable<AssignmentRecord['change']>, 'at' | 'parts'> | null;
  ending: EndingEvent | null;
  /** Packed by `packExplanation`. */
  explanation: object | null;
  previous_end: AssignmentEnd | null;
}

type EventRow = CommentedEvent & { readonly data: object };

const EVENT = Prisma.sql`json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor,
  'status', e.status, 'assignmentId', e.assignment_id, 'actId', e.act_id, 'data', e.data,
  'comments', act.payload ->> 'comments')`;
const OWN = Prisma.sql`e.referral_id = a.referral_id AND e.assignment_id = a.id`;

async function read(
  prisma: PrismaClient,
  assignmentId: string,
  { without, before, limit, attempts, actId }: HistoryRequest,
): Promise<AssignmentRecord | null> {
  const told = Prisma.sql`${OWN} AND e.type <> ALL (${without}::text[])`;
  const [row] = await prisma.$queryRaw<AssignmentRow[]>`
    SELECT a.id, a.referral_id, o.id AS organization_id, o.name AS organization_name, a.sent_at, a.opened_at,
      a.accept_by, a.accepted_at, a.ended_at, a.end_reason,
      COALESCE(r.current_assignment_id = a.id, false) AS is_current, l.body AS lead, r.status,
      r.contact_made_on::text, r.appointment_at, r.appointment_held, r.resolution,
      COALESCE((
        SELECT json_agg(json_build_object('name', m.name, 'dueAt', m.due_at, 'state', m.state, 'metAt', m.met_at,
          'breachedAt', m.breached_at, 'reportedAt', m.reported_at, 'pausedAt', m.paused_at, 'proof', m.proof) ORDER BY m.due_at, m.name DESC)
        FROM milestones m WHERE m.assignment_id = a.id), '[]'::json) AS milestones,
      counted.attempts, counted.attempt_days, counted.total,
      ARRAY (SELECT e.data ->> 'on' FROM referral_events e
        WHERE ${OWN} AND e.type = 'contact-attempted' ORDER BY e.seq DESC LIMIT ${attempts}) AS attempted_on,
      COALESCE((SELECT json_agg(part.event) FROM (
        SELECT ${EVENT} AS event FROM referral_events e LEFT JOIN acts act ON act.id = e.act_id
        WHERE ${told} AND e.seq < COALESCE(${before}::int, 2147483647)
        ORDER BY e.seq DESC LIMIT ${limit + 1}) part), '[]'::json) AS events,
      (SELECT ${EVENT} FROM referral_events e LEFT JOIN acts act ON act.id = e.act_id
        WHERE ${told} AND e.act_id = ${actId}::uuid ORDER BY e.seq LIMIT 1) AS recorded,
      (SELECT json_build_object('at', e.at, 'parts', e.data -> 'parts') FROM referral_events e
        WHERE ${OWN} AND e.type = 'amended' ORDER BY e.seq DESC LIMIT 1) AS change,
      (SELECT e.data || jsonb_build_object('type', e.type) FROM referral_events e
        WHERE ${OWN} AND e.type IN ('withdrawn', 'declined') ORDER BY e.seq DESC LIMIT 1) AS ending,
      (SELECT d.explanation FROM decisions d
        WHERE d.referral_id = a.referral_id AND d.assignment_id = a.id) AS explanation,
      (SELECT p.end_reason FROM assignments p
        WHERE p.referral_id = a.referral_id AND p.hop < a.hop ORDER BY p.hop DESC LIMIT 1) AS previous_end
    FROM assignments a
    JOIN organizations o ON o.id = a.organization_id
    JOIN referrals r ON r.id = a.referral_id
    JOIN leads l ON l.id = a.referral_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE e.type <> ALL (${without}::text[]))::int AS total,
        count(*) FILTER (WHERE e.type = 'contact-attempted')::int AS attempts,
        count(DISTINCT e.data ->> 'on') FILTER (WHERE e.type = 'contact-attempted')::int AS attempt_days
      FROM referral_events e WHERE ${OWN}) counted
    WHERE a.id = ${assignmentId}::uuid`;
  return row === undefined ? null : toRecord(row, limit);
}

function toRecord(row: AssignmentRow, limit: number): AssignmentRecord {
  return {
    id: row.id,
    referralId: row.referral_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    sentAt: orNull(row.sent_at),
    openedAt: orNull(row.opened_at),
    acceptBy: orNull(row.accept_by),
    acceptedAt: orNull(row.accepted_at),
    endedAt: orNull(row.ended_at),
    endReason: row.end_reason,
    current: row.is_current,
    lead: row.lead,
    status: row.status,
    contactMadeOn: row.contact_made_on,
    appointment:
      row.appointment_at === null ? null : { at: instant(row.appointment_at), held: row.appointment_held },
    resolution: row.resolution,
    milestones: row.milestones.map((milestone) => ({
      ...milestone,
      dueAt: instant(milestone.dueAt),
      metAt: orNull(milestone.metAt),
      breachedAt: orNull(milestone.breachedAt),
      reportedAt: orNull(milestone.reportedAt),
      pausedAt: orNull(milestone.pausedAt),
    })),
    attempts: { count: row.attempts, days: row.attempt_days, latest: row.attempted_on.toReversed() },
    change: row.change === null ? null : { ...row.change, at: instant(row.change.at) },
    ending: row.ending,
    history: {
      entries: row.events.slice(0, limit).toReversed().map(toEvent),
      hasEarlier: row.events.length > limit,
      total: row.total,
    },
    recorded: row.recorded === null ? null : toEvent(row.recorded),
    explanation: row.explanation === null ? null : unpackExplanation(row.explanation),
    previousEnd: row.previous_end,
  };
}

function toEvent({ data, ...event }: EventRow): CommentedEvent {
  return { ...data, ...event, at: instant(event.at) };
}
