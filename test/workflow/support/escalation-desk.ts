import { v7 as uuidv7 } from 'uuid';
import type { EscalationDesk as EscalationDeskPort } from '../../../src/activities/ports';
import type { Instant } from '../../../src/domain/time';
import type { EscalationReason } from '../../../src/domain/vocabulary';
import type { EscalationSubject } from '../../../src/workflows/shared/escalation-activities';
import type { Database } from './database';

export interface EscalationRow {
  readonly id: string;
  readonly reason: EscalationReason;
  readonly subject: EscalationSubject;
  readonly openedAt: Instant;
  readonly openedBy: string;
  readonly dueAt: Instant;
  readonly referralIds: string[];
}

/** One open escalation a cause, with the referrals it concerns. */
export class EscalationDesk implements EscalationDeskPort {
  readonly escalations: EscalationRow[] = [];

  constructor(private readonly db: Database) {}

  escalation(id: string): EscalationRow {
    const row = this.escalations.find((escalation) => escalation.id === id);
    if (row === undefined) throw new Error(`no escalation ${id}`);
    return row;
  }

  concerning(referralId: string): EscalationRow[] {
    return this.escalations.filter(({ referralIds }) => referralIds.includes(referralId));
  }

  open: EscalationDeskPort['open'] = async ({ openedBy, referralId, reason, subject, at }, dueAt) => {
    await this.db.reach('escalate');
    const key = keyOf(reason, subject, openedBy);
    let row = this.escalations.find((other) => keyOf(other.reason, other.subject, other.openedBy) === key);
    if (row === undefined) {
      row = { id: uuidv7(), reason, subject, openedAt: at, openedBy, dueAt, referralIds: [] };
      this.escalations.push(row);
    }
    if (referralId !== null && !row.referralIds.includes(referralId)) row.referralIds.push(referralId);
    return { escalationId: row.id, opened: row.openedBy === openedBy };
  };
}

function keyOf(reason: EscalationReason, subject: EscalationSubject, openedBy: string): string {
  return JSON.stringify([reason, subject, subject.kind === 'referral' ? openedBy : null]);
}
