import type { FoundCell, NumberFormat } from '../../../domain/report/workbook';
import { Refused } from './refused';
import { unescapeText } from './text';

/** What cells refer to by number. */
export interface Shared {
  readonly strings: readonly string[];
  /** Of each style; undefined when it shows numbers as numbers. */
  readonly formats: readonly (NumberFormat | undefined)[];
}

/** A cell as it is in the file. */
export interface RawCell {
  /** `s`: a shared string. `str`: what a formula shows. `inlineStr`, `b`, `e`. `d`: an ISO date. Otherwise a number. */
  readonly type: string;
  readonly value: string;
  readonly hasFormula: boolean;
  /** The number of its style. */
  readonly style: number;
}

export type Shown = Exclude<FoundCell, { kind: 'formula' }>;

/** What the cell shows, typed or computed. */
export function shown(cell: RawCell | undefined, shared: Shared): Shown {
  if (cell === undefined || cell.value === '') return BLANK;
  switch (cell.type) {
    case 's':
      return text(sharedString(cell.value, shared.strings));
    case 'str':
    case 'inlineStr':
      return text(unescapeText(cell.value));
    case 'd':
      return text(isoText(cell.value));
    case 'b':
      return { kind: 'boolean', value: cell.value === '1' || cell.value === 'true' };
    case 'e':
      return { kind: 'error', text: unescapeText(cell.value) };
    default:
      return number(cell.value, shared.formats[cell.style]);
  }
}

/** What was typed into the cell. A formula counts as no value, whatever it shows. */
export function typed(cell: RawCell | undefined, shared: Shared): FoundCell {
  return cell?.hasFormula === true ? { kind: 'formula' } : shown(cell, shared);
}

/** For what we wrote ourselves: a name, a key or a mark. */
export function shownText(cell: RawCell | undefined, shared: Shared): string {
  const found = shown(cell, shared);
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

/** Longer than any heading, key or mark of ours. */
const LONGEST_NAME = 200;

/** The beginning of such a text, in which a heading, a key or a mark is whole. */
export function shownName(cell: RawCell | undefined, shared: Shared): string {
  return shownText(cell, shared).trimStart().slice(0, LONGEST_NAME);
}

const BLANK = { kind: 'blank' } as const;

function text(value: string): Shown {
  return value === '' ? BLANK : { kind: 'text', text: value };
}

function number(value: string, format: NumberFormat | undefined): Shown {
  const parsed = Number(value);
  if (value.trim() === '' || !Number.isFinite(parsed)) return text(value);
  return { kind: 'number', value: parsed, ...(format === undefined ? {} : { format }) };
}

const ISO = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?Z?$/;

/** `2026-12-05 14:30` for `2026-12-05T14:30:00`. Without a time at midnight, and only a time on day 0. */
function isoText(value: string): string {
  const [, day = '', minute = '', second = '00'] = ISO.exec(value) ?? [];
  if (day === '') return value;
  const time = second === '00' ? minute : `${minute}:${second}`;
  if (DAYS_0.includes(day)) return time;
  return time === '00:00' ? day : `${day} ${time}`;
}

const DAYS_0 = ['1899-12-30', '1899-12-31', '1904-01-01'];

function sharedString(index: string, strings: readonly string[]): string {
  const found = /^\d{1,9}$/.test(index.trim()) ? strings[Number(index)] : undefined;
  if (found === undefined) throw new Refused('damaged');
  return found;
}
