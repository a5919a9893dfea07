import fc from 'fast-check';
import { DomainError } from '../../../../src/domain/errors';
import { NOTHING_SAID } from '../../../../src/domain/report/statement';
import { takeReturn, type TakenReturn } from '../../../../src/domain/report/take-return';
import type { FoundCell, FoundRow } from '../../../../src/domain/report/workbook';
import { localDate } from '../../../../src/domain/time';
import { harmless, markOf, withOneSlip, withSlips, type MixedUp, type SheetRow } from './sheets';
import { resolutions } from '../../../support/minnesota-terms';

/** What must be so of every file, for the suite and for scripts/mixed-up.mjs, which tries more of them. */

const TODAY = localDate('2026-11-25');

/** Null: nothing of the file was taken, and its sender is told why. */
function take({ report, sheet }: MixedUp): TakenReturn | null {
  const file = { reportId: 'r', revision: 0, savedAt: null, uses1904: false, copies: [] };
  const workbook = { ...file, rows: sheet.map(found) };
  const rows = report.map((row) => ({
    ...row,
    ...{ statement: NOTHING_SAID, base: NOTHING_SAID, over: false },
    ...{ referredOn: localDate('2026-01-05'), asked: [] },
  }));
  try {
    return takeReturn({ rows, workbook, olderThanNewest: false, today: TODAY, daysBefore: 30, resolutions });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'workbook-refused') return null;
    throw error;
  }
}

function found(row: SheetRow, index: number): FoundRow {
  const [key = '', consumerName = '', , reference = '', made, date, resolution, comments] = row;
  return {
    ...{ rowNumber: index + 7, key: key === '' ? null : key, consumerName, reference },
    cells: {
      contactMade: cell(made),
      contactDate: cell(date),
      resolution: cell(resolution),
      comments: cell(comments),
    },
  };
}

function cell(text = ''): FoundCell {
  return text === '' ? { kind: 'blank' } : { kind: 'text', text };
}

const marksIn = (sheet: readonly SheetRow[]) => sheet.flatMap((row) => (row[7] ? [row[7]] : []));

export interface Outcomes {
  files: number;
  /** Files of which nothing was taken. */
  refused: number;
  /** Answers. */
  taken: number;
}

/** Counts what became of the files that a property was tried on. */
export const nothingYet = (): Outcomes => ({ files: 0, refused: 0, taken: 0 });

function counted(outcomes: Outcomes, taken: TakenReturn | null): TakenReturn | null {
  outcomes.files += 1;
  if (taken === null) outcomes.refused += 1;
  else outcomes.taken += taken.statements.length;
  return taken;
}

/** One slip: every answer is taken for its own consumer, or its sender is told that it was not taken. */
export const afterOneSlip = (outcomes: Outcomes) =>
  fc.property(withOneSlip, (mixed) => {
    const taken = counted(outcomes, take(mixed));
    if (taken === null) return true;
    const { statements, problems } = taken;
    const told = [
      ...statements.map(({ statement }) => statement.comments),
      ...problems.map(({ typed }) => typed['comments']),
    ];
    return (
      statements.every(({ rowId, statement }) => statement.comments === markOf(rowId)) &&
      marksIn(mixed.sheet).every((mark) => told.includes(mark))
    );
  });

/** Any slips: no answer is taken that stands beside the name or the reference of another consumer. */
export const afterAnySlips = (outcomes: Outcomes) =>
  fc.property(withSlips, (mixed) =>
    (counted(outcomes, take(mixed))?.statements ?? []).every(({ rowId, statement }) => {
      const row = mixed.sheet.find((each) => each[7] === statement.comments) ?? [];
      const own = mixed.report.find(({ id }) => id === rowId);
      const [key = '', name = '', , reference = ''] = row;
      return (
        isText(key, rowId) &&
        mixed.report.every(
          (other) =>
            other === own ||
            (!isText(reference, other.referralId) &&
              (!isText(name, other.consumerName) || isText(name, own?.consumerName ?? ''))),
        )
      );
    }),
  );

/** As a person compares them. */
function isText(typed: string, text: string): boolean {
  const seen = (each: string) =>
    each
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return seen(typed) === seen(text);
}

/** Whole rows moved or deleted, names typed again, leads amended since: every answer is taken for its own consumer. */
export const afterNothing = (outcomes: Outcomes) =>
  fc.property(harmless, (file) => {
    const taken = counted(outcomes, take(file));
    if (taken === null) return false;
    const said = taken.statements.map(({ statement }) => statement.comments);
    return (
      taken.statements.every(({ rowId, statement }) => statement.comments === markOf(rowId)) &&
      said.sort().join() === marksIn(file.sheet).sort().join()
    );
  });
