import { DECLINE_REASON_WORDS, PAUSE_REASON_WORDS } from '../../../../domain/words';
import type { Resolution, ResolutionTerm } from '../../../../domain/terms';
import { DECLINE_REASONS, PAUSE_REASONS } from '../../../../domain/vocabulary';
import type { Choice } from '../../../pages/components/radio-group';
import {
  ACCEPT_OUTCOMES,
  RESUME_OUTCOMES,
  type AppointmentOutcome,
  type ContactOutcome,
} from '../../../pages/forms';

const CONTACT_LABELS: Record<ContactOutcome, string> = {
  reached: 'I reached the consumer',
  'not-reached': 'I tried but did not reach them',
};

const APPOINTMENT_LABELS: Record<AppointmentOutcome, string> = {
  agreed: 'We agreed on an appointment',
  held: 'The appointment was held',
};

export const CONTACT_CHOICES: readonly Choice[] = choices(CONTACT_LABELS);

export const APPOINTMENT_CHOICES: readonly Choice[] = choices(APPOINTMENT_LABELS);

export const DECLINE_CHOICES: readonly Choice[] = DECLINE_REASONS.map((value) => ({
  value,
  label: DECLINE_REASON_WORDS[value],
}));

export const ACCEPT_CHOICES: readonly Choice[] = ACCEPT_OUTCOMES.map((value) => ({
  value,
  label: 'Yes, we accept this referral',
}));

export const PAUSE_CHOICES: readonly Choice[] = PAUSE_REASONS.map((value) => ({
  value,
  label: PAUSE_REASON_WORDS[value],
}));

export const RESUME_CHOICES: readonly Choice[] = RESUME_OUTCOMES.map((value) => ({
  value,
  label: 'Yes, we go on now',
}));

export function resolutionChoices(
  possible: readonly Resolution[],
  resolutions: readonly ResolutionTerm[],
): readonly Choice[] {
  return resolutions
    .filter(({ code }) => possible.includes(code))
    .map(({ code, words, interim }) => ({
      value: code,
      label: words,
      description: interim ? 'The referral stays open until you record how it ended.' : undefined,
    }));
}

function choices(labels: Readonly<Record<string, string>>): readonly Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
