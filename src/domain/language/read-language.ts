import { distance } from 'fastest-levenshtein';
import { plainToken } from '../pasted-text';
import { canonicalTag } from './canonical-tag';
import { knownNames, languageName, nameKey, regionOfName, tagOfName } from './names';
import { servesLanguage } from './serves';
import { USUAL_LANGUAGES } from './spoken-names';

/** A language as it is kept, or what might have been meant. */
export type LanguageReading =
  | { readonly tag: string }
  | {
      /** Why it is none, in words that follow the value: `is not a language that we know. …` */
      readonly problem: string;
    };

/** No name is longer. */
export const LANGUAGE_MAX_LENGTH = 100;

/**
 * The one way in which a language is read, at every edge: an English name (`Somali`, `Chinese (Mandarin)`), the
 * language's own (`español`), what people in the program say (`ASL`), or a tag of BCP 47, with three letters, too
 * (`so`, `som`, `es_MX`). It becomes a BCP 47 tag of IANA's registry in today's spelling.
 */
export function readLanguage(typed: string): LanguageReading {
  const text = plainToken(typed).slice(0, LANGUAGE_MAX_LENGTH);
  // "ASL" is a tag, too, of a language in Indonesia. Whoever writes it here means something else.
  const tag = saidHere(text) ?? canonicalTag(text) ?? tagOfName(text) ?? tagOfParts(text);
  return tag === null ? { problem: problemWith(text) } : { tag };
}

/** The tag alone. Null when it is no language. */
export function languageTag(typed: string): string | null {
  const reading = readLanguage(typed);
  return 'tag' in reading ? reading.tag : null;
}

function saidHere(text: string): string | null {
  return nameKey(text) === 'asl' ? 'ase' : null;
}

/** `Persian (Farsi)`, `Chinese - Cantonese`, `Spanish (Mexico)`: a language, then which one of it or where. */
function tagOfParts(text: string): string | null {
  const parts = text.split(/[()/,;:–—]|\s-\s|\bor\b/u).filter((part) => part.trim() !== '');
  const [first = '', ...others] = parts;
  let tag = tagOfName(first);
  for (const part of others) {
    if (tag === null) return null;
    const more = tagOfName(part);
    const region = regionOfName(part);
    if (more !== null) tag = narrower(tag, more);
    else tag = region === null ? null : canonicalTag(`${tag}-${region}`);
  }
  return tag;
}

/** Of a whole and its member the member. Null when the two have nothing to do with each other. */
function narrower(tag: string, other: string): string | null {
  if (!servesLanguage([tag], other)) return null;
  return tag.length > other.length ? tag : other;
}

function problemWith(text: string): string {
  const near = similar(text);
  const list = (near.length > 0 ? near : USUAL_LANGUAGES).map((tag) => `${languageName(tag)} (${tag})`);
  const question = near.length > 0 ? `Did you mean ${orList(list)}?` : `For example: ${list.join(', ')}.`;
  return `is not a language that we know. Write its English name or its BCP 47 tag. ${question}`;
}

const SUGGESTIONS = 3;
/** Of codes and other short texts everything is similar to everything. */
const LEAST_LENGTH = 4;

/** Languages of which a name is like this one, or of which it has a name in it. The most alike come first. */
function similar(text: string): string[] {
  const key = nameKey(text);
  if (key.length < LEAST_LENGTH) return [];
  const words = key.split(' ');
  const far = Math.max(1, Math.floor(key.length / 4));
  const found = new Map<string, number>();
  for (const [name, tag] of knownNames()) {
    if (name.length < LEAST_LENGTH) continue;
    const part = words.includes(name) || (name.startsWith(key) && !name.includes(' '));
    const apart = part ? 0 : Math.abs(name.length - key.length) > far ? Infinity : distance(name, key);
    if (apart <= far && apart < (found.get(tag) ?? Infinity)) found.set(tag, apart);
  }
  return [...found]
    .sort(([a, near], [b, far]) => near - far || a.length - b.length)
    .slice(0, SUGGESTIONS)
    .map(([tag]) => tag);
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}
