import type { AssignmentFacts, MailReader } from '../../../src/activities/ports';
import type { ReferralSnapshots } from '../../../src/worker/ports';
import { escalationKind } from '../../../src/domain/escalation-kind';
import { evolve } from '../../../src/workflows/referral/evolve';
import type { ReferralTerms } from '../../../src/workflows/referral/messages';
import { initialState } from '../../../src/workflows/referral/state';
import type { Database, AssignmentRow } from './database';
import type { EscalationDesk } from './escalation-desk';

/** Facts for the mails, from the in-memory rows. */
export function createMailReader(db: Database, desk: EscalationDesk): MailReader {
  return {
    async leadMail(assignmentId) {
      await db.reach('leadMail');
      const { referralId, organizationId, hop, sentAt, times } = db.assignment(assignmentId);
      const { lead, events, decisions } = db.referral(referralId);
      const { name, contactEmail } = db.organization(organizationId);
      const about = events.filter((event) => event.assignmentId === assignmentId);
      const clocks = about.reduce(
        (now, event) => (event.type === 'clock-resumed' && now ? { ...now, appointment: event.clock } : now),
        times?.clocks ?? null,
      );
      return {
        ...{ lead, organizationId, organizationName: name, contactEmail, sentAt },
        explanation:
          decisions.find(
            ({ outcome }) => outcome.outcome === 'assigned' && outcome.assignmentId === assignmentId,
          )?.explanation ?? null,
        previousEnd:
          [...db.assignments.values()].find(
            (other) => other.referralId === referralId && other.hop === hop - 1,
          )?.endReason ?? null,
        contactMade: about.some(({ type }) => type === 'contact-made'),
        appointmentAt: null,
        dueAt:
          clocks === null ? null : { contact: clocks.contact.dueAt, appointment: clocks.appointment.dueAt },
      };
    },

    async escalationMail(escalationId) {
      await db.reach('escalationMail');
      const { reason, subject, openedAt, dueAt, referralIds } = desk.escalation(escalationId);
      return {
        ...{ openedAt, dueAt, referralIds, owner: 'spoc@example.org' },
        kind: escalationKind(reason, subject.kind === 'referral' ? 'referral:' : subject.kind, null),
        cause: {
          ...{ organizationName: null, lastDecline: null, refusals: 0, smtpCode: null },
          ...{ contactEmail: null, amendedParts: [], agreedAfterDeadline: null },
        },
        ...{ countyName: null, assisterType: null, organizationName: null, missedDeadlineAt: null },
        lateReport: null,
      };
    },
  };
}

export function createAssignmentFacts(db: Database): AssignmentFacts {
  return {
    async fits(assignmentId) {
      await db.reach('fits');
      const { referralId, organizationId } = db.assignment(assignmentId);
      const { assisterType, countyFips } = db.referral(referralId);
      const { type, counties } = db.organization(organizationId);
      return type === assisterType && counties.includes(countyFips);
    },

    async unansweredInARow(organizationId) {
      await db.reach('unanswered');
      const sent = [...db.assignments.values()]
        .filter((assignment) => assignment.organizationId === organizationId && assignment.sentAt !== null)
        .sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1));
      const lastAnswered = sent.findLastIndex((assignment) => wasAnswered(db, assignment));
      return sent.slice(lastAnswered + 1).filter((assignment) => hasMissed(db, assignment)).length;
    },
  };
}

function wasAnswered(db: Database, { id, referralId }: AssignmentRow): boolean {
  return db
    .referral(referralId)
    .events.some(
      ({ assignmentId, actor, type }) =>
        assignmentId === id && (actor === 'assister' || actor === 'coordinator') && type !== 'opened',
    );
}

function hasMissed(db: Database, { id, referralId }: AssignmentRow): boolean {
  return db
    .referral(referralId)
    .events.some(
      (event) =>
        event.assignmentId === id && event.type === 'milestone-breached' && event.milestone === 'contact',
    );
}

/** Where a referral stands by its recorded events. */
export function createSnapshots(
  db: Database,
  terms: ReferralTerms,
  countyName: (fips: string) => string,
): ReferralSnapshots {
  return {
    async load(referralId) {
      await db.reach('snapshot');
      const { assisterType, countyFips, events, decisions } = db.referral(referralId);
      const input = { referralId, assisterType, countyFips, countyName: countyName(countyFips), terms };
      return {
        input,
        state: events.reduce(evolve, initialState(input)),
        version: events.at(-1)?.seq ?? 1,
        routings: Math.max(0, ...decisions.map(({ routing }) => routing)),
      };
    },
  };
}
