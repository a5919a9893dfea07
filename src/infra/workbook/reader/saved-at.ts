import { instant, type Instant } from '../../../domain/time';
import type { PackageParts } from './package-parts';

/** When the file was last saved, as its program noted it in the document's properties. */
export async function readSavedAt(parts: PackageParts, part: string): Promise<Instant | null> {
  let isInside = false;
  let text = '';
  await parts.read(part, {
    open(name) {
      if (name === 'modified') isInside = true;
    },
    close(name) {
      if (name === 'modified') isInside = false;
    },
    text(piece) {
      if (isInside && text.length < MAX_LENGTH) text += piece.slice(0, MAX_LENGTH);
    },
  });
  return INSTANT.test(text.trim()) ? instantOrNull(text.trim()) : null;
}

const MAX_LENGTH = 40;
/** Without a zone, the time could be any of 26 hours. */
const INSTANT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function instantOrNull(text: string): Instant | null {
  return Number.isNaN(Date.parse(text)) ? null : instant(text);
}
