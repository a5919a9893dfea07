import type { LeadMailData } from '../../../activities/referral/ports';
import type { Lead } from '../../../domain/referral/lead';
import { instant } from '../../../domain/time';
import type { AssignmentEnd, MilestoneName, MilestoneState } from '../../../domain/vocabulary';
import { orNull } from '../database/instants';
import { unpackExplanation } from '../routing/explanation';
import type { PrismaClient } from '../generated/client';

interface LeadMailRow {
  lead: Lead;
  organization_id: string;
  organization_name: string;
  contact_email: string;
  /** Packed by `packExplanation`. */
  explanation: object | null;
  previous_end: AssignmentEnd | null;
  sent_at: Date | null;
  contact_made: boolean;
  appointment_at: Date | null;
  clocks: Record<MilestoneName, { dueAt: string; state: MilestoneState }> | null;
  ended: boolean;
}

/**
 * What a lead's mails say, read when they are made. Amended leads and changed addresses are read in their latest form.
 */
export async function readLeadMail(prisma: PrismaClient, assignmentId: string): Promise<LeadMailData> {
  const rows = await prisma.$queryRaw<LeadMailRow[]>`
    SELECT l.body AS lead, o.id AS organization_id, o.name AS organization_name, o.contact_email, a.sent_at,
      (SELECT d.explanation FROM decisions d
        WHERE d.referral_id = a.referral_id AND d.assignment_id = a.id) AS explanation,
      (SELECT p.end_reason FROM assignments p
        WHERE p.referral_id = a.referral_id AND p.hop < a.hop ORDER BY p.hop DESC LIMIT 1) AS previous_end,
      r.contact_made_on IS NOT NULL AS contact_made, r.appointment_at,
      (SELECT jsonb_object_agg(m.name, jsonb_build_object('dueAt', m.due_at, 'state', m.state))
        FROM milestones m WHERE m.assignment_id = a.id) AS clocks,
      a.ended_at IS NOT NULL AS ended
    FROM assignments a
    JOIN referrals r ON r.id = a.referral_id
    JOIN leads l ON l.id = a.referral_id
    JOIN organizations o ON o.id = a.organization_id
    WHERE a.id = ${assignmentId}::uuid`;
  const row = rows[0];
  if (row === undefined) throw new Error(`no assignment ${assignmentId}`);
  return {
    lead: row.lead,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    contactEmail: row.contact_email,
    explanation: row.explanation === null ? null : unpackExplanation(row.explanation),
    previousEnd: row.previous_end,
    sentAt: orNull(row.sent_at),
    contactMade: row.contact_made,
    appointmentAt: orNull(row.appointment_at),
    clocks:
      row.clocks === null
        ? null
        : {
            contact: { ...row.clocks.contact, dueAt: instant(row.clocks.contact.dueAt) },
            appointment: { ...row.clocks.appointment, dueAt: instant(row.clocks.appointment.dueAt) },
          },
    ended: row.ended,
  };
}
