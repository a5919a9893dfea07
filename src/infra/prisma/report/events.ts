import { v7 as newId } from 'uuid';
import type { Instant } from '../../../domain/time';
import type { Tx } from '../database/transaction';

/** What the service itself did about a report. What an organization returned is appended together with its return. */
export type ReportEventType =
  | 'sent'
  | 'mail-refused'
  | 'mail-abandoned'
  | 'undelivered'
  | 'reminded'
  | 'late'
  | 'escalated'
  | 'completed';

/** Appends to a report's history. The report is locked. */
export async function appendReportEvent(
  tx: Tx,
  reportId: string,
  type: ReportEventType,
  at: Instant,
  data: object = {},
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO report_events (id, report_id, at, type, actor, data)
    VALUES (${newId()}::uuid, ${reportId}::uuid, ${at}::timestamptz, ${type}, 'system', ${JSON.stringify(data)}::jsonb)`;
}
