import type { RoutingExplanation } from '../../domain/routing';
import { ASSISTER_TYPE_WORDS, countyName, languageName } from '../../domain/terms';
import type { AssignmentRecord } from '../ports';

/** One or two plain sentences from the decision's own record. Names no other organization. */
export function whyChosen({ explanation, organizationId, lead }: AssignmentRecord): string {
  const county = countyName(lead.address.county);
  if (explanation === null) return `Your organization serves ${county}.`;
  const own = explanation.candidates.find((candidate) => candidate.organizationId === organizationId);
  const type = ASSISTER_TYPE_WORDS[explanation.assisterType].toLowerCase();
  const speaks = own?.languageMatch === true ? ` and speaks ${languageName(explanation.language)}` : '';
  return `The consumer needs a ${type}; your organization serves ${county}${speaks}. ${ranking(explanation)}`;
}

function ranking({ candidates }: RoutingExplanation): string {
  return candidates.length === 1
    ? 'No other organization could take this referral.'
    : `Of the ${candidates.length} organizations that could take it, the language decides first, then who has most room.`;
}
