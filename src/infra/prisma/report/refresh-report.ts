import type { Instant } from '../../../domain/time';
import { closeEscalationsOf } from '../escalation/clear-escalations';
import type { Tx } from '../database/transaction';
import { appendReportEvent } from './events';

interface Moved {
  readonly organization_id: string;
  readonly completed: boolean;
  readonly late: boolean;
  readonly row_count: number;
}

/**
 * Updates a report from its rows: how many still need an answer, and the state that follows. Must be called in the
 * transaction of every change of a row. A report that becomes complete stays complete, and its escalation closes.
 */
export async function refreshReport(
  tx: Tx,
  reportId: string,
  { at, returned }: { readonly at: Instant; readonly returned: boolean },
): Promise<void> {
  const [moved] = await tx.$queryRaw<Moved[]>`
    WITH before AS (
      SELECT id, completed_at FROM reports WHERE id = ${reportId}::uuid FOR UPDATE
    ), counted AS (
      SELECT count(*) FILTER (WHERE NOT complete)::int AS missing FROM report_rows WHERE report_id = ${reportId}::uuid
    )
    UPDATE reports r SET missing = c.missing,
      returned_at = CASE WHEN ${returned} THEN COALESCE(r.returned_at, ${at}::timestamptz) ELSE r.returned_at END,
      completed_at = CASE WHEN c.missing = 0 THEN COALESCE(r.completed_at, ${at}::timestamptz) ELSE r.completed_at END,
      state = CASE
        WHEN c.missing = 0 OR r.completed_at IS NOT NULL THEN 'complete'
        WHEN r.late_at IS NOT NULL THEN 'late'
        WHEN ${returned} OR r.returned_at IS NOT NULL THEN 'partially-returned'
        WHEN r.sent_at IS NOT NULL THEN 'sent'
        ELSE 'prepared' END
    FROM counted c, before b WHERE r.id = b.id
    RETURNING r.organization_id, b.completed_at IS NULL AND r.completed_at IS NOT NULL AS completed,
      ${at}::timestamptz >= r.due_at AS late, r.row_count`;
  if (moved === undefined) throw new Error(`no report ${reportId}`);
  if (!moved.completed) return;
  await appendReportEvent(tx, reportId, 'completed', at, { rows: moved.row_count, late: moved.late });
  const subject = { kind: 'report', reportId, organizationId: moved.organization_id } as const;
  await closeEscalationsOf(tx, subject, at);
}
