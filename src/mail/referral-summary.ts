import { languageName } from '../domain/language/names';
import { ASSISTANCE_WORDS, countyName } from '../domain/words';
import type { AssistanceKind } from '../domain/vocabulary';

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

export function summaryPairs({ assistance, county, language }: ReferralSummary): readonly FactPair[] {
  return [
    ['Kind of help', assistance.map((kind) => ASSISTANCE_WORDS[kind]).join('; ') || 'Not stated'],
    ['County', countyName(county)],
    ['Language', languageName(language)],
  ];
}
