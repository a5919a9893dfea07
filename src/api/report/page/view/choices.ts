import { RESOLUTION_WORDS } from '../../../../domain/words';
import {
  INTERIM_RESOLUTION,
  RESOLUTIONS,
  RESOLUTIONS_WITHOUT_CONTACT,
  type Resolution,
} from '../../../../domain/vocabulary';
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
export const RESOLUTION_CHOICES: readonly Choice[] = RESOLUTIONS.map((value) => ({
  value,
  label: RESOLUTION_WORDS[value],
  description: remarkOn(value),
}));

function remarkOn(resolution: Resolution): string | undefined {
  if (resolution === 'unable-to-contact') return 'Only if you did not reach the consumer.';
  if (resolution === INTERIM_RESOLUTION) {
    return 'Only if you reached the consumer. The referral stays open until you tell us how it ended.';
  }
  return RESOLUTIONS_WITHOUT_CONTACT.includes(resolution) ? undefined : 'Only if you reached the consumer.';
}
