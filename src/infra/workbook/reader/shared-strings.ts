import { MAX_SHARED_STRINGS } from './limits';
import type { PackageParts } from './package-parts';
import { Refused } from './refused';
import { append, unescapeText } from './text';

/** The texts that cells refer to by number. Text in several formats is joined. Notes on pronunciation are left out. */
export async function readSharedStrings(parts: PackageParts, part: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (part === null || !parts.has(part)) return strings;
  let text = '';
  let isText = false;
  let isPhonetic = false;
  await parts.read(part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') {
        if (strings.length >= MAX_SHARED_STRINGS) throw new Refused('inflates-too-much');
        strings.push(unescapeText(text));
      }
    },
    text(piece) {
      if (isText) text = append(text, piece);
    },
  });
  return strings;
}
