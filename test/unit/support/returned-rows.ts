import { NOTHING_SAID, type RowStatement } from '../../../src/domain/report/statement';
import { takeReturn, type ReturnedFile } from '../../../src/domain/report/take-return';
import type { ReturnRow } from '../../../src/domain/report/whole-file';
import type { FoundRow, FoundWorkbook } from '../../../src/domain/report/workbook';
import { localDate } from '../../../src/domain/time';
import { foundWorkbook, referenceOf } from './reports';
import { resolutions } from '../../support/minnesota-terms';

export const CONTACTED: RowStatement = {
  ...NOTHING_SAID,
  contactMade: true,
  contactOn: localDate('2026-11-20'),
};
export const GOOD_SAID: RowStatement = { ...CONTACTED, resolution: 'eligible-ma' };

export const row = (id: string, changes: Partial<ReturnRow> = {}): ReturnRow => ({
  ...{ id, referredOn: localDate('2026-11-10'), statement: NOTHING_SAID, base: NOTHING_SAID },
  ...{ referralId: referenceOf(id), consumerName: 'Sample Consumer', asked: [], over: false },
  ...changes,
});

export const take = (
  rows: readonly ReturnRow[],
  found: readonly FoundRow[],
  changes: Partial<ReturnedFile> & { readonly file?: Partial<FoundWorkbook> } = {},
) =>
  takeReturn({
    rows,
    workbook: foundWorkbook(found, changes.file),
    olderThanNewest: changes.olderThanNewest ?? false,
    today: localDate('2026-11-25'),
    daysBefore: 30,
    resolutions,
  });
