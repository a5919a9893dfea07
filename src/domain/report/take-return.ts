import { contactDates } from '../contact-dates';
import type { FieldError } from '../errors';
import { groupBy } from '../group-by';
import { resolutionRules, type ResolutionRules, type ResolutionTerm } from '../terms';
import type { LocalDate } from '../time';
import { hasContent, readRow, typedTexts, type RowReading } from './cells';
import { questionAbout } from './ask-about-date';
import { oneLine } from '../pasted-text';
import { filledIn, lastWord, saysNothingNew } from './merge-statement';
import { isComplete, isSame, statementProblems, type RowStatement } from './statement';
import { refuseMixedUp, refuseOtherCopies, saysSomething, type ReadRow, type ReturnRow } from './whole-file';
import { createWhose } from './whose-row';
import { notOurs, seenIn } from './whose-words';
import type { FoundRow, FoundWorkbook } from './workbook';

/**
 * What a workbook that came back changes. Each row is found by its key, wherever it was moved, and judged on its own:
 * - The consumer's name and the reference must belong to the key (src/domain/report/whose-row.ts). Otherwise nothing of
 *   the row is taken, and it is a problem. When that is so in two rows or more, nothing of the file is taken.
 * - A row that says only what it said when the file was made, or nothing at all, is no statement.
 * - A row that says something new counts as it stands in the file. A blank cell erases nothing: what is known stays,
 *   except that there is no date where Contact Made is N.
 * - A row that is then good and complete is taken. Otherwise nothing of it is taken, and it is a problem.
 * - A contact date before the referral is a problem once: the correction asks whether it is right. Sent again it is
 *   taken.
 * - The same row twice, with the same answers, counts once. With different answers, both are problems.
 * - A key that does not belong to this report, or no key at all, is a problem when something was typed in that row.
 * - Answers in a copy of the sheet must be those of the sheet itself. Otherwise nothing of the file is taken.
 * - A row whose assignment is over needs no answer. What is good there is taken; the rest is ignored.
 * - A file that was saved before another file that was taken already fills in only what is still missing. It changes no
 *   complete row, and in other rows nothing that is known.
 * - A deleted row changes nothing. Neither does an added column.
 */

export interface ReturnedFile {
  readonly rows: readonly ReturnRow[];
  readonly workbook: FoundWorkbook;
  /** It was saved before a file that was taken already. */
  readonly olderThanNewest: boolean;
  /** Local date of the return. */
  readonly today: LocalDate;
  /** A contact is at most so many days before its lead (policy `dates.contactDaysBefore`). */
  readonly daysBefore: number;
  readonly resolutions: readonly ResolutionTerm[];
}

/** A row of a file that could not be taken. */
export interface RowProblem {
  /** In the file, from 1. */
  readonly rowNumber: number;
  /** The row of the report that its answers are meant for. Null when that is none, or cannot be told. */
  readonly rowId: string | null;
  /** As it stands in the file. */
  readonly consumerName: string;
  /** What was typed, by ReportColumn; for the correction workbook. */
  readonly typed: Readonly<Record<string, string>>;
  /** `path` is a ReportColumn, or `row` for the row as a whole. */
  readonly errors: readonly FieldError[];
  /** The contact date that one of the errors asks about. Sent again, it is taken. */
  readonly asked?: LocalDate;
}

/** Each row that was read is one of three: taken, a problem, or unchanged. */
export interface TakenReturn {
  readonly rowsRead: number;
  /** In the order of the report. */
  readonly statements: readonly { readonly rowId: string; readonly statement: RowStatement }[];
  /** In the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly unchanged: number;
}

type Verdict =
  | { readonly outcome: 'taken'; readonly statement: RowStatement }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'problem'; readonly errors: readonly FieldError[]; readonly asked?: LocalDate };

/** Throws DomainError `workbook-refused` when nothing of the file can be taken. */
export function takeReturn(file: ReturnedFile): TakenReturn {
  const { rows, workbook, resolutions } = file;
  const readBy = { uses1904: workbook.uses1904, resolutions };
  const rules = resolutionRules({ resolutions });
  const whose = createWhose(rows);
  const read = workbook.rows.map((found): ReadRow => ({
    found,
    whose: whose(found),
    reading: readRow(found.cells, readBy),
  }));
  refuseMixedUp(read);
  const byRow = groupBy(read, ({ whose: of }) => (of.kind === 'agreed' ? of.rowId : null));
  const byId = new Map(rows.map((row) => [row.id, row]));
  refuseOtherCopies(workbook, { byId, whose, byRow, readBy });
  const statements: { rowId: string; statement: RowStatement }[] = [];
  const problems: RowProblem[] = [];
  let unchanged = 0;
  const refuse = (
    rowId: string | null,
    refused: readonly ReadRow[],
    errors: readonly FieldError[],
    asked?: LocalDate,
  ) => {
    const question = asked === undefined ? {} : { asked };
    problems.push(
      ...refused.map(({ found }) => ({ ...toProblem(found, workbook.uses1904, rowId, errors), ...question })),
    );
  };

  for (const row of rows) {
    const [first, ...others] = differing(row, byRow.get(row.id) ?? []);
    if (first === undefined) continue;
    if (others.length > 0 && !row.over) {
      refuse(row.id, [first, ...others], [SEVERAL_ANSWERS]);
      continue;
    }
    const verdict = others.length > 0 ? UNCHANGED : judge(row, first.reading, file, rules);
    switch (verdict.outcome) {
      case 'taken':
        statements.push({ rowId: row.id, statement: verdict.statement });
        break;
      case 'problem':
        refuse(row.id, [first], verdict.errors, verdict.asked);
        break;
      case 'unchanged':
        unchanged += 1;
        break;
      default:
        verdict satisfies never;
    }
  }
  for (const stranger of read) {
    const { whose: of, found, reading } = stranger;
    if (of.kind === 'agreed' || !hasContent(found.cells)) continue;
    const own = of.kind === 'unconfirmed' ? byId.get(of.keyOf) : undefined;
    // Nobody touched its answers.
    if (own !== undefined && !saysSomething(reading, own)) unchanged += 1;
    else refuse(seenIn(of), [stranger], [notOurs(of)]);
  }
  problems.sort((a, b) => a.rowNumber - b.rowNumber);
  return { rowsRead: statements.length + problems.length + unchanged, statements, problems, unchanged };
}

/** The rows with one key: each different answer once. When none says anything new, only the first row. */
function differing(row: ReturnRow, read: readonly ReadRow[]): readonly ReadRow[] {
  const answers = read.filter(({ reading }) => saysSomething(reading, row));
  if (answers.length === 0) return read.slice(0, 1);
  const distinct = new Set(answers.map(({ reading }) => JSON.stringify(reading)));
  return distinct.size === 1 ? answers.slice(0, 1) : answers;
}

const SEND_BACK = 'If it is, leave it as it is and send this file back.';

const UNCHANGED: Verdict = { outcome: 'unchanged' };

function judge(
  row: ReturnRow,
  { statement, errors }: RowReading,
  file: ReturnedFile,
  rules: ResolutionRules,
): Verdict {
  if (errors.length === 0 && saysNothingNew(statement, row.base)) return UNCHANGED;
  if (file.olderThanNewest && isComplete(row.statement, rules)) return UNCHANGED;
  const merged = file.olderThanNewest
    ? filledIn(row.statement, statement)
    : lastWord(row.statement, statement);
  if (errors.length === 0 && isSame(merged, row.statement)) return UNCHANGED;
  const unread = new Set(errors.map(({ path }) => path));
  const { today, daysBefore } = file;
  const dates = contactDates({ referredOn: row.referredOn, today, daysBefore });
  const wrong = [
    ...errors,
    ...statementProblems(merged, dates, rules).filter(({ path }) => !unread.has(path)),
  ];
  const question = questionAbout({
    said: statement,
    known: row.statement,
    asked: row.asked,
    dates,
    how: SEND_BACK,
  });
  if (wrong.length === 0 && question === null) return { outcome: 'taken', statement: merged };
  if (row.over) return UNCHANGED;
  if (question === null) return { outcome: 'problem', errors: wrong };
  return { outcome: 'problem', errors: [...wrong, question.error], asked: question.asked };
}

const SEVERAL_ANSWERS: FieldError = {
  path: 'row',
  message: 'This consumer is in the file more than once, with different answers. Keep one row.',
};

const NAME_LIMIT = 200;

function toProblem(
  { rowNumber, consumerName, cells }: FoundRow,
  uses1904: boolean,
  rowId: string | null,
  errors: readonly FieldError[],
): RowProblem {
  const name = oneLine(consumerName.slice(0, NAME_LIMIT));
  return { rowNumber, rowId, consumerName: name, typed: typedTexts(cells, uses1904), errors };
}
