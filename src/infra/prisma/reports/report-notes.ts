import { v5 as nameBasedId } from 'uuid';
import type { Instant } from '../../../domain/time';
import type { ReportMail, ReportNote } from '../../../workflows/report/activities';
import { closeEscalationsOf } from '../activities/clear-escalations';
import { distrustContact } from '../activities/distrust-contact';
import type { Prisma } from '../generated/client';
import { refreshReport } from './refresh-report';

const NOTE_NAMESPACE = '0d5c2f64-6a0b-5f0e-9c0e-4b1f3f0a7c55';

/** Moves the report by one note, once however often it is noted: its event's id is made of what it says. */
export async function applyNote(
  tx: Prisma.TransactionClient,
  reportId: string,
  note: ReportNote,
  at: Instant,
): Promise<void> {
  const report = await tx.$queryRaw<{ complete: boolean }[]>`
    SELECT completed_at IS NOT NULL AS complete FROM reports WHERE id = ${reportId}::uuid FOR UPDATE`;
  const complete = report[0]?.complete === true;
  switch (note.what) {
    case 'sent':
      if (!(await append(tx, reportId, at, 'sent', 'sent', {}))) return;
      await tx.$executeRaw`
        UPDATE reports SET sent_at = COALESCE(sent_at, ${at}::timestamptz) WHERE id = ${reportId}::uuid`;
      return refreshReport(tx, reportId, { at, returned: false });
    case 'refused': {
      const { kind } = note.mail;
      if (await append(tx, reportId, at, 'mail-refused', `refused ${nameOf(note.mail)}`, { mail: kind })) {
        await distrustRefused(tx, reportId, at);
      }
      return;
    }
    case 'undelivered':
      await append(tx, reportId, at, 'undelivered', 'undelivered', {});
      return;
    case 'chased':
      await append(tx, reportId, at, 'reminded', `chased ${nameOfStep(note.step)}`, { ...note.step });
      return;
    case 'late':
      if (complete || !(await append(tx, reportId, at, 'late', 'late', {}))) return;
      await tx.$executeRaw`
        UPDATE reports SET late_at = COALESCE(late_at, ${at}::timestamptz) WHERE id = ${reportId}::uuid`;
      return refreshReport(tx, reportId, { at, returned: false });
    case 'escalated':
      await append(tx, reportId, at, 'escalated', `chased ${nameOfStep(note.step)}`, { ...note.step });
      // Opened while the last rows came in, it would stay for ever.
      if (complete)
        await closeEscalationsOf(tx, { reason: 'report-late', subject: `report:${reportId}` }, at);
      return;
    case 'corrections-mailed':
      await tx.$executeRaw`
        UPDATE report_returns SET corrections_mailed_at = COALESCE(corrections_mailed_at, ${at}::timestamptz)
        WHERE id = ${note.returnId}::uuid`;
      return;
    default:
      return note satisfies never;
  }
}

/** False when it is there already. */
async function append(
  tx: Prisma.TransactionClient,
  reportId: string,
  at: Instant,
  type: string,
  name: string,
  data: object,
): Promise<boolean> {
  const id = nameBasedId(`${reportId} ${name}`, NOTE_NAMESPACE);
  const inserted = await tx.$executeRaw`
    INSERT INTO report_events (id, report_id, at, type, actor, data)
    VALUES (${id}::uuid, ${reportId}::uuid, ${at}::timestamptz, ${type}, 'system', ${JSON.stringify(data)}::jsonb)
    ON CONFLICT (id) DO NOTHING`;
  return inserted > 0;
}

async function distrustRefused(tx: Prisma.TransactionClient, reportId: string, at: Instant): Promise<void> {
  const message = await tx.message.findFirst({
    where: { reportId, state: 'refused' },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  if (message !== null) await distrustContact(tx, message.id, at);
}

function nameOf(mail: ReportMail): string {
  switch (mail.kind) {
    case 'report':
      return 'report';
    case 'chase':
      return nameOfStep(mail.step);
    case 'corrections':
      return `corrections ${mail.returnId}`;
    default:
      return mail satisfies never;
  }
}

function nameOfStep({ kind, at }: { readonly kind: string; readonly at: Instant }): string {
  return `${kind} ${at}`;
}
