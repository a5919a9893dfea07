import type { MailReader, RecordedEvent, ReferralHistory } from '../../../src/activities/ports';
import type { Database } from './database';
import type { EscalationDesk } from './escalation-desk';
import { releaseCapacity } from './routing-store';

/** The numbered history in memory: unique on referral and number, a repeat is skipped. */
export function createReferralHistory(db: Database): ReferralHistory {
  const write = (referralId: string, event: RecordedEvent): boolean => {
    const referral = db.referral(referralId);
    if (referral.events.some(({ seq }) => seq === event.seq)) return false;
    referral.events.push(event);
    referral.status = event.status;
    return true;
  };
  return {
    async append(referralId, events) {
      await db.reach('append');
      for (const event of events) {
        if (!write(referralId, event)) continue;
        const referral = db.referral(referralId);
        if (event.type === 'unassigned') {
          referral.waitsForRouting = event.cause === 'no-eligible-organization';
        }
        if (event.type === 'delivery-refused' && event.assignmentId !== null) {
          db.organization(db.assignment(event.assignmentId).organizationId).contactVerified = false;
        }
        releaseCapacity(db, event);
      }
    },

    async appendSent({ referralId, assignmentId, seq, sentAt, milestones }) {
      await db.reach('appendSent');
      const { contact, appointment } = milestones;
      const clocks = {
        contact: { remindAt: contact.remindAt, dueAt: contact.dueAt, dueOn: contact.dueOn },
        appointment: { remindAt: appointment.remindAt, dueAt: appointment.dueAt, dueOn: appointment.dueOn },
      };
      write(referralId, {
        ...{ type: 'sent', clocks, seq, at: sentAt, assignmentId, status: 'sent' },
        ...{ actor: 'system', actId: null, metAt: null },
      });
      const assignment = db.assignment(assignmentId);
      assignment.clocks ??= clocks;
      assignment.sentAt ??= sentAt;
      return assignment.clocks;
    },
  };
}

/** Facts for the mails, from the in-memory rows. */
export function createMailReader(db: Database, desk: EscalationDesk): MailReader {
  return {
    async leadMail(assignmentId) {
      await db.reach('leadMail');
      const { referralId, organizationId, hop, languageMatch, sentAt, clocks } = db.assignment(assignmentId);
      const { lead, events } = db.referral(referralId);
      const { name, contactEmail } = db.organization(organizationId);
      return {
        ...{ lead, organizationName: name, contactEmail, languageMatch, hop, sentAt },
        contactMade: events.some(({ type }) => type === 'contact-made'),
        appointmentAt: null,
        dueAt:
          clocks === null ? null : { contact: clocks.contact.dueAt, appointment: clocks.appointment.dueAt },
      };
    },

    async escalationMail(escalationId) {
      await db.reach('escalationMail');
      const { reason, openedAt, dueAt, referralIds } = desk.escalation(escalationId);
      return {
        ...{ reason, openedAt, dueAt, referralIds },
        ...{ countyName: null, assisterType: null, organizationName: null, missedDeadlineAt: null },
      };
    },
  };
}
