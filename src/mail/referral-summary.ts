import { languageName } from '../domain/language/names';
import type { Program } from '../domain/program';
import { capitalized, countyName, listedWords, type AssistanceKind } from '../domain/terms';

/** What a mail may say of a referral without naming anybody. */
export interface ReferralSummary {
  /** The referral's id: what to quote to the exchange. */
  readonly reference: string;
  readonly assistance: readonly AssistanceKind[];
  readonly county: string;
  /** BCP 47. */
  readonly language: string;
}

export type FactPair = readonly [label: string, value: string];

export function summaryPairs({
  assistance,
  county,
  language,
  program: { terms },
}: ReferralSummary & { readonly program: Program }): readonly FactPair[] {
  return [
    ['Kind of help', listedWords(terms.assistance, assistance) || 'Not stated'],
    [capitalized(terms.county.one), countyName(county, terms.county)],
    ['Language', languageName(language)],
  ];
}
