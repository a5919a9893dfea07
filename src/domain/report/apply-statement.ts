import { DomainError } from '../errors';
import { decide } from '../referral/decide';
import type { ReferralEvent } from '../referral/events';
import type { ReferralState } from '../referral/state';
import type { Instant } from '../time';
import type { RowStatement } from './statement';

export interface AppliedStatement {
  /**
   * `applied`; `known`, when the referral says the same already; `over`; or the code of the refusal. With
   * `appointment-required` only the resolution was refused.
   */
  readonly outcome: string;
  readonly events: readonly ReferralEvent[];
}

/**
 * What a statement does to its referral. Pure. A statement that cannot be applied does nothing and gives the reason. The
 * exception: a report has no column for the appointment. So where one is said to be scheduled and none is on record,
 * the referral takes the contact alone, and goes on waiting for the appointment.
 */
export function applyStatement(
  referral: ReferralState,
  {
    id,
    assignmentId,
    statement,
  }: { readonly id: string; readonly assignmentId: string; readonly statement: RowStatement },
  now: Instant,
): AppliedStatement {
  const { contactMade, contactOn, resolution } = statement;
  const act = { kind: 'report', actor: 'assister', actId: id, assignmentId } as const;
  try {
    const said = { contactMade: contactMade === true, contactOn, resolution };
    const events = decide(referral, { ...act, ...said }, now);
    return { outcome: events.length === 0 ? 'known' : 'applied', events };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'appointment-required') {
      const contact = { contactMade: contactMade === true, contactOn, resolution: null };
      return { outcome: error.code, events: decide(referral, { ...act, ...contact }, now) };
    }
    return { outcome: error.code === 'assignment-over' ? 'over' : error.code, events: [] };
  }
}
