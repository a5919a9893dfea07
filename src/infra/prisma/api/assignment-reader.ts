import type { AssignmentReader, AssignmentRecord, CommentedEvent, MilestoneRecord } from '../../../api/ports';
import type { Lead } from '../../../domain/lead';
import { instant, type LocalDate } from '../../../domain/time';
import type { ReferralStatus, Resolution } from '../../../domain/vocabulary';
import { Prisma, type PrismaClient } from '../generated/client';
import { unpackExplanation } from '../explanation';
import { sayingWhenDown } from './outages';
import { orNull } from './referral-rows';

/** Everything for one assignment's pages in one statement, so that the page never shows two moments at once. */
export function createAssignmentReader(prisma: PrismaClient): AssignmentReader {
  return sayingWhenDown<AssignmentReader>({
    find: (assignmentId) => read(prisma, Prisma.sql`a.id = ${assignmentId}::uuid`),
    findByLink: (linkId) => read(prisma, Prisma.sql`k.id = ${linkId}::uuid`),
  });
}

interface AssignmentRow {
  id: string;
  referral_id: string;
  link_id: string;
  expires_at: Date;
  revoked_at: Date | null;
  organization_id: string;
  organization_name: string;
  sent_at: Date | null;
  opened_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  is_current: boolean;
  lead: Lead;
  status: ReferralStatus;
  contact_made_on: LocalDate | null;
  appointment_at: Date | null;
  appointment_held: boolean;
  resolution: Resolution | null;
  milestones: MilestoneRecord[];
  events: (CommentedEvent & { readonly data: object })[];
  /** Packed. */
  explanation: object | null;
}

async function read(prisma: PrismaClient, condition: Prisma.Sql): Promise<AssignmentRecord | null> {
  const [row] = await prisma.$queryRaw<AssignmentRow[]>`
    SELECT a.id, a.referral_id, k.id AS link_id, k.expires_at, k.revoked_at, o.id AS organization_id,
      o.name AS organization_name, a.sent_at, a.opened_at, a.ended_at, a.end_reason,
      COALESCE(r.current_assignment_id = a.id, false) AS is_current, l.body AS lead, r.status,
      r.contact_made_on::text, r.appointment_at, r.appointment_held, r.resolution,
      COALESCE((
        SELECT json_agg(json_build_object('name', m.name, 'dueAt', m.due_at, 'state', m.state, 'metAt', m.met_at,
          'breachedAt', m.breached_at, 'proof', m.proof) ORDER BY m.due_at, m.name DESC)
        FROM milestones m WHERE m.assignment_id = a.id), '[]'::json) AS milestones,
      COALESCE((
        SELECT json_agg(json_build_object('seq', e.seq, 'type', e.type, 'at', e.at, 'actor', e.actor,
          'status', e.status, 'assignmentId', e.assignment_id, 'actId', e.act_id, 'data', e.data,
          'comments', act.payload ->> 'comments') ORDER BY e.seq)
        FROM referral_events e LEFT JOIN acts act ON act.id = e.act_id
        WHERE e.referral_id = a.referral_id AND e.assignment_id = a.id), '[]'::json) AS events,
      (SELECT d.explanation FROM decisions d
        WHERE d.referral_id = a.referral_id AND d.assignment_id = a.id) AS explanation
    FROM assignments a
    JOIN links k ON k.assignment_id = a.id
    JOIN organizations o ON o.id = a.organization_id
    JOIN referrals r ON r.id = a.referral_id
    JOIN leads l ON l.id = a.referral_id
    WHERE ${condition}`;
  return row === undefined ? null : toRecord(row);
}

function toRecord(row: AssignmentRow): AssignmentRecord {
  return {
    id: row.id,
    referralId: row.referral_id,
    link: {
      id: row.link_id,
      assignmentId: row.id,
      expiresAt: instant(row.expires_at),
      revokedAt: orNull(row.revoked_at),
    },
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    sentAt: orNull(row.sent_at),
    openedAt: orNull(row.opened_at),
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
    })),
    events: row.events.map(({ data, ...event }) => ({ ...data, ...event, at: instant(event.at) })),
    explanation: row.explanation === null ? null : unpackExplanation(row.explanation),
  };
}
