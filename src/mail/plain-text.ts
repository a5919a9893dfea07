import type { Fact, MailBlock } from './types';

const COLUMNS = 76;

/** Any run of white space and control characters becomes one space. So a value can never start a line of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** The blocks as plain text, at most 76 columns wide. A word that is longer, such as a link, stays whole. */
export function toPlainText(blocks: readonly MailBlock[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'heading': {
      const lines = wrap(block.text);
      return `${lines}\n${'-'.repeat(Math.min(COLUMNS, oneLine(block.text).length))}`;
    }
    case 'paragraph':
      return wrap(block.text);
    case 'facts':
      return block.facts.map(factText).join('\n');
    case 'list':
      return block.items.map((item) => wrap(item, '  ', '- ')).join('\n');
    case 'links':
      return block.items
        .map(({ label, text, href }) => `${wrap(`${label}: ${text}`, '  ', '- ')}\n  ${oneLine(href)}`)
        .join('\n');
    case 'button':
    case 'link':
      return `${wrap(`${block.label}:`)}\n${oneLine(block.href)}`;
    default:
      return block satisfies never;
  }
}

function factText({ label, value }: Fact): string {
  return label.endsWith('?') ? `${wrap(label)}\n${wrap(value, '  ')}` : wrap(`${label}: ${value}`, '  ', '');
}

function wrap(text: string, indent = '', firstIndent = indent): string {
  const lines: string[] = [];
  let line = firstIndent;
  let empty = true;
  for (const word of oneLine(text).split(' ')) {
    if (!empty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}
