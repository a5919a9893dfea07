import type { CountyTerm } from '../terms';
import type { AssignmentEnd } from '../vocabulary';

/**
 * What an organization is told about a referral that it does not have any more, on its page and in the mail.
 */
export function overWords(end: AssignmentEnd, county: CountyTerm): OverWords {
  return overWordsIn(county)[end];
}

interface OverWords {
  readonly heading: string;
  readonly text: string;
}

const overWordsIn = ({ one: county }: CountyTerm): Record<AssignmentEnd, OverWords> => ({
  resolved: { heading: 'This referral is closed', text: 'Thank you. You told us how it ended.' },
  declined: {
    heading: 'You declined this referral',
    text: 'Thank you for telling us. You do not need to do anything more.',
  },
  withdrawn: {
    heading: 'This referral was withdrawn',
    text: 'The exchange has taken this referral back. Please do not contact the consumer about it.',
  },
  reassigned: {
    heading: 'Another organization has this referral now',
    text: 'We gave it to another organization. Please do not contact the consumer about it.',
  },
  amended: {
    heading: 'Another organization has this referral now',
    text: `The consumer’s ${county} or programs changed, so another organization has to help. Please do not contact the consumer about it.`,
  },
  'timed-out': {
    heading: 'Your time for this referral has ended',
    text: 'We did not hear from you in time, so we gave it to another organization.',
  },
  undeliverable: {
    heading: 'This referral was sent elsewhere',
    text: 'Our mail to your organization was refused, so we gave it to another organization.',
  },
});
