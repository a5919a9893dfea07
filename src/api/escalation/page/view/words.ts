import { languageName } from '../../../../domain/language/names';
import { canBeGiven } from '../../../../domain/escalation/can-help';
import type { RequestAsk } from '../../../../domain/organization/request/requests';
import type { ExclusionReason } from '../../../../domain/routing/rules';
import type { LocalDate } from '../../../../domain/time';
import { formatDate } from '../../../../domain/wording';
import { capitalized, countyName, type CountyTerm } from '../../../../domain/terms';
import { ASSISTER_TYPE_WORDS, DECLINE_REASON_WORDS } from '../../../../domain/words';
import type { NeedChange, OrganizationChoice, ToldByOrganization } from '../ports';
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
    const { id, name, type, hasIt } = choice;
    const remarks = hasIt ? 'has it now' : againstWords(choice);
    return {
      value: id,
      label: `${name} (${ASSISTER_TYPE_WORDS[type]})${remarks === '' ? '' : `: ${remarks}`}`,
      disabled: !canBeGiven(choice),
    };
  });
}

type Pair = readonly [label: string, value: string | null];

/** What is asked for, one line each, in words; what was left open is left out. */
export function askPairs(ask: RequestAsk, county: CountyTerm): Pair[] {
  switch (ask.kind) {
    case 'contact-change':
      return [['New address for leads', ask.contactEmail]];
    case 'absence':
    case 'suspend':
      return days(ask.from, ask.until);
    case 'capacity':
      return [['New capacity', String(ask.capacity)], ...days(ask.from, ask.until)];
    case 'languages':
      return [['Languages', ask.languages.map(languageName).join(', ')], ...days(ask.from, null)];
    case 'counties':
      return [[capitalized(county.many), ask.counties.join(', ')]];
    case 'type':
      return [['Type of assister', ASSISTER_TYPE_WORDS[ask.type]]];
    case 'resume':
    case 'question':
      return [];
    default:
      return ask satisfies never;
  }
}

function days(from: LocalDate | null, until: LocalDate | null): Pair[] {
  return [
    ['From', from && formatDate(from)],
    ['Until', until && formatDate(until)],
  ];
}

/** `Declined: No free place`, `Did not answer in time`. */
export function toldWords({ how, reason }: ToldByOrganization): string {
  switch (how) {
    case 'declined':
      return reason === null ? 'Declined' : `Declined: ${DECLINE_REASON_WORDS[reason]}`;
    case 'timed-out':
      return 'Did not answer in time';
    case 'delivery-refused':
      return 'Its mail server refused our mail';
    default:
      return how satisfies never;
  }
}

/** `County: from Lake County to Cook County`, as label and value. */
export function changeWords(change: NeedChange, county: CountyTerm): readonly [label: string, value: string] {
  switch (change.what) {
    case 'county':
      return [
        capitalized(county.one),
        `from ${countyName(change.from, county)} to ${countyName(change.to, county)}`,
      ];
    case 'assister-type':
      return [
        'Type of assister',
        `from ${ASSISTER_TYPE_WORDS[change.from]} to ${ASSISTER_TYPE_WORDS[change.to]}`,
      ];
    default:
      return change satisfies never;
  }
}
