import { clean } from '../../domain/pasted-text';
import { decodeText } from './charset';
import { textOfHtml } from './html';
import type { Leaf } from './leaf';
import type { Part, SplitMail } from './split';

/** What mail programs write for those that read only the first part. */
const PLACEHOLDER =
  /^[^\n]{0,60}\b(html|mime)\b[^]{0,200}$|^[^]{0,200}\b(multi-?part message|html (format|version|mail|e-?mail|viewer))\b[^]{0,200}$/i;

/** The text of a mail as a person would read it: every part once, and of alternatives the plain one that says something. */
export function textOf({ root, outside }: SplitMail, leaves: ReadonlyMap<Part, Leaf>): string {
  const text = root === null ? '' : textIn(root, leaves);
  if (text !== '') return text;
  // A damaged boundary puts a part's text where no program looks; a damaged type makes a file of it.
  const between = clean(
    decodeText(Buffer.concat(outside), null)
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('--') && !/^content-[a-z-]+:/i.test(line))
      .join('\n'),
  );
  if (says(between)) return between;
  const files = [...leaves.values()].filter(({ type, name }) => name === null && /^text\/(?!cal)/.test(type));
  return files.map(wordsOf).filter(says).join('\n\n');
}

function textIn(part: Part, leaves: ReadonlyMap<Part, Leaf>): string {
  const leaf = leaves.get(part);
  // A damaged type can have parts within it and text of its own.
  const own = leaf?.isText === true ? wordsOf(leaf) : '';
  const texts = part.within.map((within) => ({ within, text: textIn(within, leaves) }));
  if (part.node.contentType !== 'multipart/alternative') {
    return [own, ...texts.map(({ text }) => text)].filter((text) => text !== '').join('\n\n');
  }
  const said = texts.filter(({ text }) => says(text));
  const plain = said.find(({ within }) => !isHtml(within));
  return (plain ?? said.at(-1) ?? texts[0])?.text ?? '';
}

function isHtml({ node, within }: Part): boolean {
  return node.contentType === 'text/html' || within.some(isHtml);
}

function wordsOf({ bytes, type, part }: Leaf): string {
  const text = decodeText(bytes, part.node.charset || null);
  return clean(type === 'text/html' ? textOfHtml(text) : text);
}

const says = (text: string) => text !== '' && !PLACEHOLDER.test(text);
