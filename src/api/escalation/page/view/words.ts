import { isHardExclusion, type ExclusionReason } from '../../../../domain/routing/rules';
import { ASSISTER_TYPE_WORDS } from '../../../../domain/words';
import type { OrganizationChoice } from '../ports';
import type { Option } from '../../../pages/components/select-field';

const EXCLUSION_WORDS: Record<ExclusionReason, string> = {
  'wrong-type': 'other type of assister',
  suspended: 'suspended',
  absent: 'away today',
  'contact-unverified': 'address does not work',
  'already-tried': 'had it before',
  'no-capacity': 'no free place',
  'older-referrals-wait': 'other waiting referrals go first',
};

/** The rules against it, such as `away today, had it before`. Empty when there are none. */
export function againstWords({ against }: OrganizationChoice): string {
  return against.map((reason) => EXCLUSION_WORDS[reason]).join(', ');
}

/**
 * The organizations that a referral can be given to, with what is against each. Facts rule a choice out, rules do not.
 */
export function organizationOptions(choices: readonly OrganizationChoice[]): Option[] {
  return choices.map((choice) => {
    const { id, name, type, hasIt, against } = choice;
    const remarks = hasIt ? 'has it now' : againstWords(choice);
    return {
      value: id,
      label: `${name} (${ASSISTER_TYPE_WORDS[type]})${remarks === '' ? '' : `: ${remarks}`}`,
      disabled: hasIt || against.some(isHardExclusion),
    };
  });
}

/** The values of a request as an organization sent them, one line each, without empty ones. */
export function payloadPairs(
  payload: Readonly<Record<string, unknown>>,
): { readonly label: string; readonly value: string }[] {
  return Object.entries(payload).flatMap(([key, value]) => {
    if (key === 'kind' || value === null || value === undefined || value === '') return [];
    if (Array.isArray(value)) return [{ label: label(key), value: value.map(String).join(', ') }];
    if (typeof value === 'object') return payloadPairs({ ...value });
    return typeof value === 'string' || typeof value === 'number'
      ? [{ label: label(key), value: String(value) }]
      : [];
  });
}

/** `Contact email` for `contactEmail`. */
function label(key: string): string {
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
