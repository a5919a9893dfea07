import { languageName } from './words';

/** Three-letter tags that people in the program ask for. All two-letter tags are tried anyway. */
const LONGER = ['chr', 'cmn', 'fil', 'haw', 'hmn', 'kar', 'ksw', 'mww', 'yue'];
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

let byName: ReadonlyMap<string, string> | undefined;

/** The BCP 47 tag of what a person typed: an English name, such as `Somali`, or a tag. Null when it is neither. */
export function languageTag(typed: string): string | null {
  const name = typed.trim();
  byName ??= new Map(
    [...LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`)), ...LONGER].flatMap((tag) =>
      languageName(tag) === tag ? [] : [[languageName(tag).toLowerCase(), tag] as const],
    ),
  );
  const named = byName.get(name.toLowerCase());
  if (named !== undefined) return named;
  try {
    const [tag] = Intl.getCanonicalLocales(name);
    return tag !== undefined && languageName(tag) !== tag ? tag : null;
  } catch {
    return null;
  }
}
