import type { EscalationMailFacts, LeadMailFacts, MailReader } from '../../../activities/ports';
import type { Lead } from '../../../domain/lead';
import { instant, type Instant } from '../../../domain/time';
import type { AssisterType, EscalationReason, MilestoneName } from '../../../domain/vocabulary';
import type { PrismaClient } from '../generated/client';

/** What the mails say, read when they are made: amended leads and changed addresses are taken as they are now. */
export function createMailReader(prisma: PrismaClient, countyName: (fips: string) => string): MailReader {
  return {
    leadMail: (assignmentId) => readLeadMail(prisma, assignmentId),
    escalationMail: (escalationId) => readEscalationMail(prisma, escalationId, countyName),
  };
}

interface LeadMailRow {
  lead: Lead;
  organization_name: string;
  contact_email: string;
  language_match: boolean;
  hop: number;
  sent_at: Date | null;
  contact_made: boolean;
  appointment_at: Date | null;
  due_at: Record<MilestoneName, string> | null;
}

async function readLeadMail(prisma: PrismaClient, assignmentId: string): Promise<LeadMailFacts> {
  const rows = await prisma.$queryRaw<LeadMailRow[]>`
    SELECT l.body AS lead, o.name AS organization_name, o.contact_email, a.hop, a.sent_at,
      (e.data ->> 'languageMatch')::boolean AS language_match,
      r.contact_made_on IS NOT NULL AS contact_made, r.appointment_at,
      (SELECT jsonb_object_agg(m.name, m.due_at) FROM milestones m WHERE m.assignment_id = a.id) AS due_at
    FROM assignments a
    JOIN referrals r ON r.id = a.referral_id
    JOIN leads l ON l.id = a.referral_id
    JOIN organizations o ON o.id = a.organization_id
    JOIN referral_events e ON e.referral_id = a.referral_id AND e.assignment_id = a.id AND e.type = 'assigned'
    WHERE a.id = ${assignmentId}::uuid`;
  const row = rows[0];
  if (row === undefined) throw new Error(`no assignment ${assignmentId}`);
  return {
    lead: row.lead,
    organizationName: row.organization_name,
    contactEmail: row.contact_email,
    languageMatch: row.language_match,
    hop: row.hop,
    sentAt: optionalInstant(row.sent_at),
    contactMade: row.contact_made,
    appointmentAt: optionalInstant(row.appointment_at),
    dueAt:
      row.due_at === null
        ? null
        : { contact: instant(row.due_at.contact), appointment: instant(row.due_at.appointment) },
  };
}

async function readEscalationMail(
  prisma: PrismaClient,
  escalationId: string,
  countyName: (fips: string) => string,
): Promise<EscalationMailFacts> {
  const escalation = await prisma.escalation.findUniqueOrThrow({
    where: { id: escalationId },
    include: {
      referrals: { where: { clearedAt: null }, orderBy: { referralId: 'asc' }, take: 200 },
    },
  });
  const opener = await prisma.referral.findUniqueOrThrow({ where: { id: escalation.openedBy } });
  const milestone = MISSED_MILESTONE[escalation.reason as EscalationReason];
  const missed =
    milestone === undefined || opener.currentAssignmentId === null
      ? null
      : await prisma.milestone.findUnique({
          where: { assignmentId_name: { assignmentId: opener.currentAssignmentId, name: milestone } },
        });
  const organization =
    escalation.organizationId === null
      ? null
      : await prisma.organization.findUnique({ where: { id: escalation.organizationId } });
  return {
    reason: escalation.reason as EscalationReason,
    countyName: countyName(escalation.countyFips ?? opener.countyFips),
    assisterType: escalation.assisterType as AssisterType | null,
    organizationName: organization?.name ?? null,
    openedAt: instant(escalation.openedAt),
    dueAt: instant(escalation.dueAt),
    missedDeadlineAt: optionalInstant(missed?.dueAt ?? null),
    referralIds: escalation.referrals.map(({ referralId }) => referralId),
  };
}

const MISSED_MILESTONE: Partial<Record<EscalationReason, MilestoneName>> = {
  'contact-missed': 'contact',
  'appointment-missed': 'appointment',
};

function optionalInstant(date: Date | null): Instant | null {
  return date === null ? null : instant(date);
}
