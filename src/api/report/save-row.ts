import { v7 as newId } from 'uuid';
import { DomainError } from '../../domain/errors';
import type { ProgramPolicy } from '../../domain/policy';
import { readTyped } from '../../domain/report/cells';
import type { RowStatement } from '../../domain/report/statement';
import { REPORT_COLUMNS, type ReportColumn } from '../../domain/report/workbook';
import { localDateIn, type Instant } from '../../domain/time';
import type { ReportReturns, SaidRow, SavedRow } from './ports';

export interface SaveRowDeps {
  readonly policy: ProgramPolicy;
  readonly reportReturns: Pick<ReportReturns, 'save'>;
}

/** As typed. An absent column stays as it is, and an empty one is cleared. */
export type TypedRow = Partial<Readonly<Record<ReportColumn, string>>>;

export interface SaveRow extends Pick<SaidRow, 'reportId' | 'rowId' | 'seenRevision' | 'source' | 'actor'> {
  readonly typed: TypedRow;
  readonly now: Instant;
}

/**
 * Keeps what was typed about one consumer, read by the same rules as a workbook's cells. It may be incomplete but not
 * wrong. If it is wrong, nothing is kept, and the outcome says why. Throws DomainError `not-found`, `unavailable`.
 */
export async function saveRow(deps: SaveRowDeps, { typed, now, ...row }: SaveRow): Promise<SavedRow> {
  const { statement, errors } = readTyped(typed, deps.policy.terms.resolutions);
  const today = localDateIn(deps.policy.calendar.zone, now);
  if (errors.length > 0) return { outcome: 'refused', errors };
  const saved = await deps.reportReturns.save({
    ...row,
    id: newId(),
    at: now,
    today,
    said: onlyTyped(statement, typed),
  });
  if (saved === null) throw new DomainError('not-found', 'There is no such row in this report.');
  return saved;
}

const PART_OF: Record<ReportColumn, keyof RowStatement> = {
  contactMade: 'contactMade',
  contactDate: 'contactOn',
  resolution: 'resolution',
  comments: 'comments',
};

function onlyTyped(statement: RowStatement, typed: TypedRow): Partial<RowStatement> {
  const parts = REPORT_COLUMNS.filter((column) => typed[column] !== undefined).map((column) => {
    const part = PART_OF[column];
    return [part, statement[part]] as const;
  });
  return Object.fromEntries(parts);
}
