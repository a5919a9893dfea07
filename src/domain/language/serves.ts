import { primaryLanguage } from './canonical-tag';
import { familiesOf, membersOfFamily, membersOfMacrolanguage, registeredLanguage } from './registry';

/** Two codes of one language: Filipino is the standard form of Tagalog, and people write either. */
const SAME: Readonly<Record<string, string>> = { fil: 'tl', tl: 'fil' };

const kept = new Map<string, ReadonlySet<string>>();

/**
 * The primary languages of which any serves who asks for this one. Regions and scripts do not count: `es` serves
 * `es-MX`. A macrolanguage or family serves its members, because who offers `hmn` does not say which Hmong; and every
 * member serves who asks for the whole, because `zh` does not say which Chinese. Members do not serve each other: `cmn`
 * is no help to who asks for `yue`.
 *
 * @param wanted A BCP 47 tag.
 */
export function languagesServing(wanted: string): ReadonlySet<string> {
  const primary = primaryLanguage(wanted);
  const known = kept.get(primary);
  if (known !== undefined) return known;
  const serving = new Set([primary, ...wholesOf(primary), ...membersOf(primary)]);
  const same = SAME[primary];
  if (same !== undefined) serving.add(same);
  kept.set(primary, serving);
  return serving;
}

/** Does who speaks one of the languages `offered` serve who asks for `wanted`? All are BCP 47 tags. */
export function servesLanguage(offered: readonly string[], wanted: string): boolean {
  return offered.some(speaksLike(wanted));
}

/** `servesLanguage` for one consumer and many organizations: whether a language, a BCP 47 tag, serves who asks. */
export function speaksLike(wanted: string): (offered: string) => boolean {
  const serving = languagesServing(wanted);
  // Most tags are a primary language already.
  return (offered) => serving.has(offered) || serving.has(primaryLanguage(offered));
}

function wholesOf(subtag: string): readonly string[] {
  const macrolanguage = registeredLanguage(subtag)?.macrolanguage ?? null;
  return [...(macrolanguage === null ? [] : [macrolanguage]), ...familiesOf(subtag)];
}

function membersOf(subtag: string): readonly string[] {
  return [...membersOfFamily(subtag), ...membersOfMacrolanguage(subtag)];
}
