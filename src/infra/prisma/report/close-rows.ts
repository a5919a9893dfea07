import type { Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';
import { refreshReport } from './refresh-report';

/** These rows ask for nothing more. Returns the reports that moved; they are locked. */
export async function closeRows(tx: Tx, rowIds: readonly string[], at: Instant): Promise<readonly string[]> {
  if (rowIds.length === 0) return [];
  const closed = await tx.$queryRaw<{ report_id: string }[]>`
    UPDATE report_rows SET complete = true WHERE id = ANY (${[...rowIds]}::uuid[]) AND NOT complete RETURNING report_id`;
  const reportIds = [...new Set(closed.map(({ report_id }) => report_id))];
  for (const reportId of reportIds) await refreshReport(tx, reportId, { at, returned: false });
  return reportIds;
}
