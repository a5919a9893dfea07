import {
  extendedLanguage,
  isRegion,
  isScript,
  isVariant,
  preferredSubtag,
  registeredLanguage,
  wholeTag,
} from './registry';

/** Where the Unicode Consortium's aliases, which know the three-letter codes of ISO 639-2, name another language. */
const THREE_LETTERS: Readonly<Record<string, string>> = { hbs: 'sh', tgl: 'tl', twi: 'tw' };

/**
 * The BCP 47 tag in the spelling of today: `en` for `eng`, `he` for `iw`, `yue` for `zh-yue`, `en-US` for `EN_us`.
 * Extensions, such as a calendar, say nothing about the language and are left out. Null for what is no tag of a
 * language that somebody could speak: not in the registry, private, undetermined, several at once.
 */
export function canonicalTag(typed: string): string | null {
  const text = typed.trim().replaceAll('_', '-').toLowerCase();
  if (!/^[a-z]{1,8}(-[a-z0-9]{1,8})*$/.test(text)) return null;
  const today = wholeTag(text);
  if (today !== undefined) return today === null ? null : canonicalTag(today);

  const [first = '', ...rest] = text.split('-');
  let language = languageOf(first);
  if (language === null) return null;
  const extended = rest[0] === undefined ? undefined : extendedLanguage(language, rest[0]);
  if (extended !== undefined) {
    language = extended;
    rest.shift();
  }
  const tail = tailOf(rest);
  return tail === null ? null : [language, ...tail].join('-');
}

/** The first subtag: `es` of `es-MX`. */
export function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split('-', 1)[0] ?? tag;
}

function languageOf(code: string): string | null {
  const subtag = preferredSubtag('language', shortest(code));
  return registeredLanguage(subtag)?.subtag ?? null;
}

/** `de` for `deu` and `ger`. */
function shortest(code: string): string {
  if (code.length !== 3 || registeredLanguage(code) !== undefined) return code;
  const known = THREE_LETTERS[code];
  if (known !== undefined) return known;
  return primaryLanguage(Intl.getCanonicalLocales(code)[0] ?? code);
}

/** Script, region and variants, in this order and each at most once. */
function tailOf(subtags: readonly string[]): string[] | null {
  const tail: string[] = [];
  const left = [...subtags];
  const script = left[0];
  if (script?.length === 4 && isScript(script)) {
    tail.push(script.charAt(0).toUpperCase() + script.slice(1));
    left.shift();
  }
  const region = left[0];
  if (region !== undefined && isRegion(region)) {
    tail.push(preferredSubtag('region', region).toUpperCase());
    left.shift();
  }
  for (let variant = left[0]; variant !== undefined && isVariant(variant); variant = left[0]) {
    if (tail.includes(variant)) return null;
    tail.push(variant);
    left.shift();
  }
  const [singleton, ...extension] = left;
  if (singleton === undefined) return tail;
  return singleton.length === 1 && singleton !== 'x' && !extension.includes('x') && extension.length > 0
    ? tail
    : null;
}
