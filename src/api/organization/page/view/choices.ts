import { ASSISTER_TYPE_WORDS } from '../../../../domain/words';
import { ASSISTER_TYPES } from '../../../../domain/vocabulary';
import type { AskedAddress } from './view-models';
import type { Choice } from '../../../pages/components/radio-group';

/** Values of `outcome` in the forms of the organization's page. */
export const SUSPEND_OUTCOMES = ['until-further-notice', 'on-days'] as const;
export const RESUME_OUTCOMES = ['ready'] as const;
/** The same, on the page behind the mail to a new address, and to the old one. */
export const ADDRESS_OUTCOMES = ['yes', 'no'] as const;

export const SUSPEND_CHOICES: readonly Choice[] = [
  { value: 'until-further-notice', label: 'From now on, until we tell you' },
  { value: 'on-days', label: 'On certain days', description: 'Enter the days below.' },
];

export const RESUME_CHOICES: readonly Choice[] = [
  { value: 'ready', label: 'Yes, we can take referrals again' },
];

export const TYPE_CHOICES: readonly Choice[] = ASSISTER_TYPES.map((value) => ({
  value,
  label: ASSISTER_TYPE_WORDS[value],
}));

export const ADDRESS_CHOICES: Readonly<Record<AskedAddress, readonly Choice[]>> = {
  new: [
    { value: 'yes', label: 'Yes, send referrals to this address' },
    { value: 'no', label: 'No, this is not right' },
  ],
  old: [
    { value: 'yes', label: 'Yes, send referrals to the new address' },
    { value: 'no', label: 'No, stop this. Referrals go on coming to our address' },
  ],
};
