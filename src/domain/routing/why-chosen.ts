import type { Candidate, RoutingExplanation } from './rules';
import { languageName } from '../language/names';
import { countyName, type CountyTerm } from '../terms';
import { ASSISTER_TYPE_WORDS } from '../words';
import type { AssignmentEnd } from '../vocabulary';

/** What is known about how an organization got a referral. */
export interface Choice {
  /** Null when the decision is not known. */
  readonly explanation: RoutingExplanation | null;
  readonly organizationId: string;
  /** Name of the consumer's county, and the exchange's word for one. */
  readonly county: string;
  readonly countyTerm: CountyTerm;
  /** How the referral's assignment before this one ended; null when this is the first. */
  readonly previousEnd: AssignmentEnd | null;
}

/**
 * Why the referral came to this organization, in a few plain sentences for its mail and its page. It says only what
 * the decision's own record says. It names no other organization and nothing personal.
 */
export function whyChosen(choice: Choice): string {
  return [before(choice.previousEnd), ...because(choice)].filter((sentence) => sentence !== null).join(' ');
}

function before(previousEnd: AssignmentEnd | null): string | null {
  switch (previousEnd) {
    case null:
      return null;
    case 'declined':
    case 'timed-out':
    case 'undeliverable':
      return 'Another organization could not take this referral.';
    case 'reassigned':
      return 'The exchange took this referral back from another organization.';
    case 'amended':
      return 'The consumer’s information changed, so another organization could not keep this referral.';
    case 'resolved':
    case 'withdrawn':
      return 'This referral was closed, and the exchange opened it again.';
    default:
      return previousEnd satisfies never;
  }
}

function because({ explanation, organizationId, county, countyTerm }: Choice): readonly string[] {
  const serves = `serves ${countyName(county, countyTerm)}`;
  if (explanation === null) return [`Your organization ${serves}.`];
  if (explanation.directed?.organizationId === organizationId) {
    return ['A person at the exchange chose your organization.'];
  }
  const own = explanation.candidates.find((candidate) => candidate.organizationId === organizationId);
  const type = ASSISTER_TYPE_WORDS[explanation.assisterType].toLowerCase();
  const speaks = own?.languageMatch === true ? ` and speaks ${languageName(explanation.language)}` : '';
  return [
    `The consumer needs a ${type}; your organization ${serves}${speaks}.`,
    ...(own === undefined ? [] : [ranking(explanation, own)]),
  ];
}

function ranking({ candidates, sameConsumer }: RoutingExplanation, own: Candidate): string {
  const others = candidates.filter((candidate) => candidate !== own);
  if (others.length === 0) return 'No other organization could take this referral.';
  if (sameConsumer?.organizationId === own.organizationId) {
    return 'You have, or lately had, another referral for the same consumer.';
  }
  return `${candidates.length} organizations could take it; ${advantage(own, others)}.`;
}

/** What sets it apart from the others. Claims only what is true compared with all of them. */
function advantage(own: Candidate, others: readonly Candidate[]): string {
  const alike = others.filter(({ languageMatch }) => languageMatch === own.languageMatch);
  const only = own.languageMatch && alike.length === 0;
  if (only) return 'yours is the only one of them that speaks the language';
  return alike.every(({ load }) => load > own.load) ? 'yours had the most room' : 'it was your turn';
}
