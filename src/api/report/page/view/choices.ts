import { withoutContact, type ResolutionTerm } from '../../../../domain/terms';
import { numberWords } from '../../../../domain/wording';
import type { Choice } from '../../../pages/components/radio-group';
import { CONTACT_MADE } from './forms';

const CONTACT_MADE_LABELS: Record<(typeof CONTACT_MADE)[number], string> = {
  yes: 'Y: yes, we reached the consumer',
  no: 'N: no, we did not reach the consumer',
};

export const CONTACT_MADE_CHOICES: readonly Choice[] = CONTACT_MADE.map((value) => ({
  value,
  label: CONTACT_MADE_LABELS[value],
}));

/** In the program's order. What a contact, or the lack of one, makes impossible is still there, with a remark. */
export function resolutionChoices(resolutions: readonly ResolutionTerm[]): readonly Choice[] {
  return resolutions.map((term) => ({ value: term.code, label: term.words, description: remarkOn(term) }));
}

function remarkOn({ contact, interim }: ResolutionTerm): string | undefined {
  if (interim)
    return 'Only if you reached the consumer. The referral stays open until you tell us how it ended.';
  switch (contact) {
    case 'required':
      return 'Only if you reached the consumer.';
    case 'excluded':
      return 'Only if you did not reach the consumer.';
    case 'optional':
      return undefined;
    default:
      return contact satisfies never;
  }
}

/** How many are possible when nobody was reached. */
export function withoutContactHint(resolutions: readonly ResolutionTerm[]): string {
  const possible = withoutContact(resolutions).length;
  const answers = possible === 1 ? 'answer is' : 'answers are';
  return `If you did not reach the consumer, only ${numberWords(possible)} ${answers} possible. The others say so.`;
}
