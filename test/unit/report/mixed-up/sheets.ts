import fc from 'fast-check';
import type { KnownRow } from '../../../../src/domain/report/whose-row';

/**
 * A report's sheet as people's hands leave it: columns A to H of its rows, and what one slip of a hand makes of them.
 * What was typed for a consumer has a mark in its comments. So it is known from here whose each answer is.
 */

export const COLUMNS = ['key', 'name', 'referred', 'reference', 'made', 'date', 'resolution', 'comments'];
const [KEY, NAME, REFERENCE, COMMENTS] = [0, 1, 3, 7] as const;
const ANSWERS = [4, 5, 6, 7] as const;

export type SheetRow = readonly string[];

/** What the comments say that were typed for this consumer. */
export const markOf = (rowId: string): string => `typed for ${rowId}`;

const ID = (n: number) => `5f0c9a1e-0000-4000-8000-0000000000${String(n + 10)}`;
const REFERRAL = (n: number) => `01a22370-c69c-7359-a1c6-5640000000${String(n + 10)}`;
const NAMES = [
  'Ana Birch',
  'Ben Aspen',
  'Cleo Đặng',
  'José Núñez',
  'Eve O’Hara',
  'Fay Lee-Wong',
  'Gus Elm',
  'Mai Vang',
];

/** Groups of columns that a slip can take along. What moves all of a row, or only its answers, cannot be seen. */
const WITHOUT_KEY = [1, 2, 3, ...ANSWERS];
export const GROUPS: readonly (readonly number[])[] = [
  WITHOUT_KEY,
  [KEY],
  [NAME],
  [REFERENCE],
  [NAME, 2, REFERENCE],
  [KEY, NAME],
  [KEY, ...ANSWERS],
  [REFERENCE, ...ANSWERS],
  [NAME, 2, ...ANSWERS],
  [KEY, REFERENCE],
];
/** In these, only a name that is somebody's in the report, and only one person's, can tell. */
const ONLY_NAMES_TELL = GROUPS.slice(-2);

export const SLIPS = ['sorted', 'deleted', 'inserted', 'filled down', 'swapped', 'cut and pasted'] as const;

export interface Slip {
  readonly kind: (typeof SLIPS)[number];
  readonly columns: readonly number[];
  readonly at: number;
  readonly to: number;
  readonly order: number;
}

export interface MixedUp {
  /** As the service has them when the file comes back. */
  readonly report: readonly KnownRow[];
  readonly sheet: readonly SheetRow[];
}

const at = fc.nat(7);
const slip = fc.record({
  kind: fc.constantFrom(...SLIPS),
  columns: fc.constantFrom(...GROUPS),
  at,
  to: at,
  order: fc.nat(1_000_000),
});
const file = fc.record({
  rows: fc.integer({ min: 2, max: 8 }),
  /** How names and keys were typed again. */
  retyped: fc.nat(4),
  namesakes: fc.boolean(),
  amended: fc.nat(255),
  answered: fc.nat(255),
  order: fc.nat(1_000_000),
  left: fc.nat(12),
});

/** Nothing that matters was done: whole rows moved or deleted, names typed again, leads amended since. */
export const harmless: fc.Arbitrary<MixedUp> = file.map((of) => made(of, true));

/** The same, and one slip. */
export const withOneSlip: fc.Arbitrary<MixedUp & { readonly slip: Slip }> = fc
  .tuple(file, slip)
  .map(([of, one]) => {
    const { report, sheet } = made(of, !ONLY_NAMES_TELL.includes(one.columns));
    return { report, slip: one, sheet: slipped(sheet, one) };
  });

/** Several slips. Each answer has a mark of its own in the end. */
export const withSlips: fc.Arbitrary<MixedUp> = fc
  .tuple(file, fc.array(slip, { minLength: 1, maxLength: 4 }))
  .map(([of, slips]) => {
    const { report, sheet } = made(of, true);
    return { report, sheet: slips.reduce(slipped, sheet).map((row, index) => marked(row, `row ${index}`)) };
  });

function marked(row: SheetRow, mark: string): SheetRow {
  return row.map((cell, column) => (column === COMMENTS && cell !== '' ? mark : cell));
}

function made(
  of: {
    rows: number;
    retyped: number;
    namesakes: boolean;
    amended: number;
    answered: number;
    order: number;
    left: number;
  },
  namesMayFail: boolean,
): MixedUp {
  const numbers = Array.from({ length: of.rows }, (_, n) => n);
  const nameOf = (n: number) => NAMES[of.namesakes && namesMayFail && n === 1 ? 0 : n] ?? '';
  const isAmended = (n: number) => namesMayFail && ((of.amended >> n) & 1) === 1 && n % 3 === 2;
  const sheet = numbers.map((n): SheetRow => {
    const answers =
      ((of.answered >> n) & 1) === 1
        ? ['Y', '11/20/2026', 'Eligible for MA', markOf(ID(n))]
        : ['', '', '', ''];
    return [
      retyped(ID(n), of.retyped),
      retyped(nameOf(n), of.retyped),
      '11/10/2026',
      REFERRAL(n),
      ...answers,
    ];
  });
  return {
    report: numbers.map((n) => ({
      id: ID(n),
      referralId: REFERRAL(n),
      consumerName: isAmended(n) ? `Amended Since ${n}` : nameOf(n),
    })),
    sheet: shuffled(sheet, of.order).filter((_row, index) => index !== of.left),
  };
}

const RETYPED: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => ` ${text.replaceAll(' ', '  ')}\u00A0`,
  (text) => `\u200F${text.replaceAll(' ', ' \u200B')}\u202C`,
  (text) => text.normalize('NFD'),
];

function retyped(text: string, how: number): string {
  return RETYPED[how]?.(text) ?? text;
}

/** Fisher and Yates, from one number. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const mixed = [...items];
  let rest = seed;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = rest % (last + 1);
    rest = Math.floor(rest / (last + 1)) + other * 7919;
    const [one, two] = [mixed[last], mixed[other]];
    if (one === undefined || two === undefined) continue;
    mixed[last] = two;
    mixed[other] = one;
  }
  return mixed;
}

/** What the slip makes of the sheet, in its columns only. */
export function slipped(sheet: readonly SheetRow[], { kind, columns, ...slip }: Slip): SheetRow[] {
  const count = sheet.length;
  if (count === 0) return [];
  const [from, to] = [slip.at % count, slip.to % count];
  const indexes = sheet.map((_row, index) => index);
  /** Which row's cells stand in each row afterwards; null for empty ones. */
  const sources = (): readonly (number | null)[] => {
    switch (kind) {
      case 'sorted':
        return shuffled(indexes, slip.order);
      case 'deleted':
        return [...indexes.filter((index) => index !== from), null];
      case 'inserted':
        return [...indexes.slice(0, from), null, ...indexes.slice(from)];
      case 'filled down':
        return indexes.map((index) => (index > from && index <= to ? from : index));
      case 'swapped':
        return indexes.map((index) => (index === from ? to : index === to ? from : index));
      case 'cut and pasted':
        return indexes.map((index) => (index === to ? from : index === from ? null : index));
      default:
        return kind satisfies never;
    }
  };
  const cell = (row: number | null | undefined, column: number) =>
    row === null || row === undefined ? '' : (sheet[row]?.[column] ?? '');
  return sources().map((source, index) =>
    COLUMNS.map((_name, column) => cell(columns.includes(column) ? source : index, column)),
  );
}
