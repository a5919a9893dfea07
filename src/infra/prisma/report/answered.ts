import type { ReferralEvent } from '../../../domain/referral/events';
import type { RowStatement } from '../../../domain/report/statement';
import type { KnownOutcome } from '../../../domain/report/known-outcome';
import { RESOLUTIONS_WITHOUT_CONTACT } from '../../../domain/vocabulary';

/** What an organization answered that its report asks for as well. */
export const ANSWERED = [
  ...(['contact-made', 'contact-corrected', 'resolution-recorded', 'resolution-corrected'] as const),
] satisfies ReferralEvent['type'][];

export type Answer = Extract<ReferralEvent, { readonly type: (typeof ANSWERED)[number] }>;

export function isAnswer<Event extends ReferralEvent>(event: Event): event is Event & Answer {
  return ANSWERED.some((type) => type === event.type);
}

/**
 * What a row says once its organization has given this answer elsewhere. A contact leaves what was said of the outcome,
 * as far as both can be true; a resolution is the whole answer, with the contact that the referral knows of.
 */
export function withAnswer(
  said: RowStatement,
  answer: Answer,
  { known, comments }: { readonly known: KnownOutcome | null; readonly comments: string | null },
): RowStatement {
  const { resolution } = said;
  switch (answer.type) {
    case 'contact-made':
    case 'contact-corrected': {
      const possible =
        answer.on === null
          ? resolution !== null && RESOLUTIONS_WITHOUT_CONTACT.includes(resolution)
          : resolution !== 'unable-to-contact';
      return {
        contactMade: answer.on !== null,
        contactOn: answer.on,
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
        resolution: answer.resolution,
        comments: comments ?? said.comments,
      };
    }
    default:
      return answer satisfies never;
  }
}
