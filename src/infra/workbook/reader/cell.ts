import type { FoundCell } from '../../../domain/report/workbook';
import { Refused } from './refused';
import { unescapeText } from './text';

/** A cell as it is in the file. */
export interface RawCell {
  /** `s`: a shared string. `str`: what a formula shows. `inlineStr`, `b`, `e`. `d`: an ISO date. Otherwise a number. */
  readonly type: string;
  readonly value: string;
  readonly hasFormula: boolean;
}

export type Shown = Exclude<FoundCell, { kind: 'formula' }>;

/** What the cell shows, typed or computed. */
export function shown(cell: RawCell | undefined, strings: readonly string[]): Shown {
  if (cell === undefined || cell.value === '') return BLANK;
  switch (cell.type) {
    case 's':
      return text(sharedString(cell.value, strings));
    case 'str':
    case 'inlineStr':
      return text(unescapeText(cell.value));
    case 'd':
      return text(cell.value);
    case 'b':
      return { kind: 'boolean', value: cell.value === '1' || cell.value === 'true' };
    case 'e':
      return { kind: 'error', text: unescapeText(cell.value) };
    default:
      return number(cell.value);
  }
}

/** What was typed into the cell. A formula counts as no value, whatever it shows. */
export function typed(cell: RawCell | undefined, strings: readonly string[]): FoundCell {
  return cell?.hasFormula === true ? { kind: 'formula' } : shown(cell, strings);
}

/** For what we wrote ourselves: a name, a key or a mark. */
export function shownText(cell: RawCell | undefined, strings: readonly string[]): string {
  const found = shown(cell, strings);
  switch (found.kind) {
    case 'blank':
      return '';
    case 'text':
    case 'error':
      return found.text;
    case 'number':
    case 'boolean':
      return String(found.value);
    default:
      return found satisfies never;
  }
}

const BLANK = { kind: 'blank' } as const;

function text(value: string): Shown {
  return value === '' ? BLANK : { kind: 'text', text: value };
}

function number(value: string): Shown {
  const parsed = Number(value);
  return value.trim() !== '' && Number.isFinite(parsed) ? { kind: 'number', value: parsed } : text(value);
}

function sharedString(index: string, strings: readonly string[]): string {
  const found = /^\d{1,9}$/.test(index.trim()) ? strings[Number(index)] : undefined;
  if (found === undefined) throw new Refused('damaged');
  return found;
}
