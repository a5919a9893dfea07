import type { ProvenClock, RecordedEvent, ReferralHistory } from '../../../src/activities/ports';
import type { Clock, SentTimes } from '../../../src/workflows/referral/events';
import type { Database } from './database';
import { project } from './projector';

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
        if (write(referralId, event)) project(db, referralId, event);
      }
      return [];
    },

    async appendSent({ referralId, assignmentId, seq, sentAt, milestones, acceptBy, unopenedAlertAt }) {
      await db.reach('appendSent');
      const { contact, appointment } = milestones;
      const clocks = { contact: withoutProof(contact), appointment: withoutProof(appointment) };
      const times: SentTimes = { clocks, acceptBy, unopenedAlertAt };
      const assignment = db.assignment(assignmentId);
      const sent = { type: 'sent', ...times, seq, at: sentAt, assignmentId, status: 'sent' } as const;
      if (write(referralId, { ...sent, actor: 'system', actId: null, metAt: null })) {
        assignment.times = times;
        assignment.sentAt = sentAt;
        assignment.proofs.contact.push(contact.proof);
        assignment.proofs.appointment.push(appointment.proof);
      }
      if (assignment.times === null) throw new Error(`event ${seq} is not the sending`);
      return assignment.times;
    },

    async proofOf(assignmentId, milestone) {
      await db.reach('proofOf');
      const proof = db.assignment(assignmentId).proofs[milestone].at(-1);
      if (proof === undefined) throw new Error('no deadline yet');
      return proof;
    },

    async appendResumed({ command, clock: proven }) {
      await db.reach('appendResumed');
      const { referralId, assignmentId, seq, at, actor, actId } = command;
      const clock = withoutProof(proven);
      const { status } = db.referral(referralId);
      const resumed = { type: 'clock-resumed', milestone: 'appointment', clock } as const;
      if (write(referralId, { ...resumed, seq, at, actor, actId, assignmentId, status, metAt: null })) {
        db.assignment(assignmentId).proofs.appointment.push(proven.proof);
        return clock;
      }
      return recordedClock(db, referralId, seq);
    },
  };
}

function withoutProof({ remindAt, dueAt, dueOn }: ProvenClock): Clock {
  return { remindAt, dueAt, dueOn };
}

function recordedClock(db: Database, referralId: string, seq: number): Clock {
  const event = db.referral(referralId).events.find((recorded) => recorded.seq === seq);
  if (event?.type !== 'clock-resumed') throw new Error(`event ${seq} is not the resuming`);
  return event.clock;
}
