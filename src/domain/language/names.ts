import { canonicalTag, primaryLanguage } from './canonical-tag';
import { allLanguages, registeredLanguage, type RegisteredLanguage } from './registry';
import { NAMED_DIALECTS, SPOKEN_NAMES } from './spoken-names';

/** Kept, because making it takes a hundred times as long as using it. */
let inEnglish: Intl.DisplayNames | undefined;
let index: ReadonlyMap<string, string> | undefined;
let regionIndex: ReadonlyMap<string, string> | undefined;

/** English name of a BCP 47 tag, such as `Somali` for `so`. The tag itself when it has no name. */
export function languageName(tag: string): string {
  const primary = primaryLanguage(tag);
  const named = englishName(tag);
  if (named !== null) return named;
  const registered = registeredLanguage(primary)?.names[0];
  return registered === undefined ? tag : withoutRemark(registered);
}

/** The tag of a name: in English, in the language itself, or as people in the program say it. Null: not known. */
export function tagOfName(name: string): string | null {
  index ??= nameIndex();
  return index.get(nameKey(name)) ?? null;
}

/** Every name that is known, with its tag. Names are reduced to their words in alphabetical order. */
export function knownNames(): Iterable<readonly [string, string]> {
  index ??= nameIndex();
  return index;
}

/** `MX` for `Mexico`, `419` for `Latin America`. Null: not known. */
export function regionOfName(name: string): string | null {
  regionIndex ??= regionNames();
  return regionIndex.get(nameKey(name)) ?? null;
}

/** The words of a name without accents and in alphabetical order, because `Chinese, Mandarin` is `Mandarin Chinese`. */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F'’‘ʼ`]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '' && !NO_PART.has(word));
  return [...new Set(words)].sort().join(' ');
}

/** Words that say that a language is meant, and not which. */
const NO_PART: ReadonlySet<string> = new Set(['language', 'languages', 'macrolanguage', 'individual']);

/** The Unicode Consortium's name. Null where it has none, or has only that of the whole: it calls `cmn` Chinese. */
function englishName(tag: string): string | null {
  inEnglish ??= new Intl.DisplayNames('en-US', { type: 'language', fallback: 'none' });
  try {
    const name = inEnglish.of(tag);
    if (name === undefined) return null;
    const canonical = Intl.getCanonicalLocales(tag)[0] ?? tag;
    return primaryLanguage(canonical) === primaryLanguage(tag) ? name : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function withoutRemark(name: string): string {
  return name.replace(/ \((?:macrolanguage|individual language)\)$|(?<!Sign) languages$/, '');
}

/** Shorter names are also codes, of other languages. */
const LEAST_LETTERS = 3;

/** The first that names something has the name: the program's people, then the Unicode Consortium, then IANA. */
function nameIndex(): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, tag: string) => {
    const key = nameKey(name);
    if (key.length >= LEAST_LETTERS && !found.has(key)) found.set(key, tag);
  };
  const languages = [...allLanguages()].sort(byUse);
  for (const [tag, names] of Object.entries(SPOKEN_NAMES)) for (const name of names) add(name, tag);
  for (const tag of [...languages.map(({ subtag }) => subtag), ...NAMED_DIALECTS]) {
    const name = englishName(tag);
    if (name !== null) add(name, tag);
  }
  for (const { subtag, names } of languages) for (const name of names) add(name, subtag);
  for (const { subtag } of languages) {
    const own = englishName(subtag) === null ? null : ownName(subtag);
    if (own !== null) add(own, subtag);
  }
  return found;
}

/** Those with two letters first, and the whole before its members. */
function byUse(a: RegisteredLanguage, b: RegisteredLanguage): number {
  return (
    a.subtag.length - b.subtag.length ||
    Number(b.isMacrolanguage) - Number(a.isMacrolanguage) ||
    (a.subtag < b.subtag ? -1 : 1)
  );
}

/** `español` for `es`. */
function ownName(subtag: string): string | null {
  if (Intl.DisplayNames.supportedLocalesOf(subtag).length === 0) return null;
  return new Intl.DisplayNames(subtag, { type: 'language', fallback: 'none' }).of(subtag) ?? null;
}

function regionNames(): Map<string, string> {
  const names = new Intl.DisplayNames('en-US', { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
  const found = new Map<string, string>([
    ['us', 'US'],
    ['usa', 'US'],
    ['uk', 'GB'],
  ]);
  for (const code of [...codes, '419']) {
    const name = names.of(code);
    if (name !== undefined && canonicalTag(`en-${code}`) === `en-${code}`) found.set(nameKey(name), code);
  }
  return found;
}
