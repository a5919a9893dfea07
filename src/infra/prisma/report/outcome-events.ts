import type { ReferralEvent } from '../../../domain/referral/events';
import type { RowStatement } from '../../../domain/report/statement';
import type { KnownOutcome } from '../../../domain/report/known-outcome';
import { contactConflict, type ResolutionRules } from '../../../domain/terms';

/** The events of an organization's answers that its report asks for as well. */
export const OUTCOME_EVENTS = [
  ...(['contact-made', 'contact-corrected', 'resolution-recorded', 'resolution-corrected'] as const),
] satisfies ReferralEvent['type'][];

export type OutcomeEvent = Extract<ReferralEvent, { readonly type: (typeof OUTCOME_EVENTS)[number] }>;

export function isOutcome<Event extends ReferralEvent>(event: Event): event is Event & OutcomeEvent {
  return OUTCOME_EVENTS.some((type) => type === event.type);
}

/**
 * What a row says after its organization has given this answer elsewhere. A contact keeps what was said of the outcome,
 * as far as both can be true. A resolution is the whole answer, together with the contact that the referral knows of.
 */
export function withOutcome(
  said: RowStatement,
  event: OutcomeEvent,
  given: {
    readonly known: KnownOutcome | null;
    readonly comments: string | null;
    readonly rules: ResolutionRules;
  },
): RowStatement {
  const { resolution } = said;
  const { known, comments, rules } = given;
  switch (event.type) {
    case 'contact-made':
    case 'contact-corrected': {
      const possible = resolution !== null && contactConflict(event.on !== null, resolution, rules) === null;
      return {
        contactMade: event.on !== null,
        contactOn: event.on,
        resolution: possible ? resolution : null,
        comments: said.comments,
      };
    }
    case 'resolution-recorded':
    case 'resolution-corrected': {
      const contactOn = known === null ? said.contactOn : known.contactOn;
      return {
        contactMade: contactOn !== null,
        contactOn,
        resolution: event.resolution,
        comments: comments ?? said.comments,
      };
    }
    default:
      return event satisfies never;
  }
}
