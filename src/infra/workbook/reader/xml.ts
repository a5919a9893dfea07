import { SaxesParser } from 'saxes';
import { MAX_ATTRIBUTES, MAX_DEPTH } from './limits';
import { Refused } from './refused';

export type Attributes = Readonly<Record<string, string>>;

/**
 * Names have no prefixes. Every program chooses its own prefixes, and the strict form of the format has other
 * namespaces for the same elements.
 */
export interface XmlVisitor {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  /** Called with pieces when the text contains references or CDATA. */
  text?(text: string): void;
  /** What to do with the rest of the part. Asked after every piece. Without this method, everything is read. */
  rest?(): 'read' | 'count' | 'leave';
}

/**
 * Parses the pieces of one part. A part that is not well-formed is still unpacked to its end. So a part that is too
 * large is called too large, and not damaged.
 */
export async function readXml(pieces: AsyncIterable<Buffer>, visitor: XmlVisitor): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = createParser(visitor);
  let damaged = false;
  for await (const piece of pieces) {
    const rest = visitor.rest?.() ?? 'read';
    if (rest === 'leave') return;
    if (rest === 'count' || damaged) continue;
    damaged = isDamaged(() => parser.write(decoder.decode(piece, { stream: true })));
  }
  if ((visitor.rest?.() ?? 'read') !== 'read' && !damaged) return;
  if (damaged || isDamaged(() => parser.write(decoder.decode()).close())) throw new Refused('damaged');
}

/** The value of an attribute with any prefix, such as `r:id`. */
export function prefixed(attributes: Attributes, name: string): string | undefined {
  return Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}

/** Runs `parse`. Every error means that the text is damaged, except a refusal for another reason. */
function isDamaged(parse: () => unknown): boolean {
  try {
    parse();
    return false;
  } catch (error) {
    if (error instanceof Refused && error.problem !== 'damaged') throw error;
    return true;
  }
}

function createParser(visitor: XmlVisitor) {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  let attributes = 0;
  parser.on('doctype', () => {
    throw new Refused('external-content');
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    depth += 1;
    if (depth > MAX_DEPTH) throw new Refused('damaged');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) throw new Refused('damaged');
  });
  parser.on('opentag', (tag) => visitor.open(localName(tag.name), tag.attributes));
  parser.on('closetag', (tag) => {
    depth -= 1;
    visitor.close?.(localName(tag.name));
  });
  if (visitor.text !== undefined) {
    parser.on('text', (text) => visitor.text?.(text));
    parser.on('cdata', (text) => visitor.text?.(text));
  }
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
