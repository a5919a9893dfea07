import { assertNever } from '../../../domain/errors';
import { causeOf } from '../../../domain/escalation/stored';
import type { MailOrder } from '../../../domain/mail-order';
import { reportDates } from '../../../domain/report/chase-plan';
import { nextReportStep, type ReportStep } from '../../../domain/report/steps';
import { localDateIn, type Instant } from '../../../domain/time';
import type { MessageKind } from '../../../domain/vocabulary';
import { escalate, type EscalationSetting } from '../escalation/escalate';
import type { NewMessage } from '../outbox/messages';
import { addMessages } from '../outbox/messages';
import type { Tx } from '../database/transaction';
import { readFollowedReport, type FollowedReport } from './followed-report';
import { refreshReport } from './refresh-report';
import { appendReportEvent } from './events';

/** More than a report has: its mail, the `late` mark, each chase step. A report that never rests is an error. */
const MOST_STEPS = 20;

/** Takes every step that is due, one after the other. The report is locked. */
export async function takeReportSteps(
  tx: Tx,
  setting: EscalationSetting,
  reportId: string,
  now: Instant,
): Promise<FollowedReport> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const report = await readFollowedReport(tx, reportId);
    if (await withdrawMail(tx, report)) continue;
    const at = notBefore(report, now);
    const next = nextReportStep(report, at);
    if (next === null || next.at > at) return report;
    await take(tx, setting, report, next, at);
  }
  throw new Error(`report ${reportId} does not come to rest`);
}

/** Nothing is dated before what it follows, because the clocks of two machines differ. */
export function notBefore({ lastAt }: Pick<FollowedReport, 'lastAt'>, now: Instant): Instant {
  return now < lastAt ? lastAt : now;
}

async function take(
  tx: Tx,
  setting: EscalationSetting,
  report: FollowedReport,
  next: ReportStep,
  at: Instant,
): Promise<void> {
  const { id, organizationId } = report;
  switch (next.does) {
    case 'mail':
      await moveDates(tx, setting, report, at);
      return addMessages(tx, [reportMessage(report, { mail: 'report' })], at);
    case 'mark-late':
      await appendReportEvent(tx, id, 'late', at);
      await tx.$executeRaw`UPDATE reports SET late_at = ${at}::timestamptz WHERE id = ${id}::uuid`;
      return refreshReport(tx, id, { at, returned: false });
    case 'remind':
      return addMessages(tx, [reportMessage(report, { mail: 'report-chase', step: next.step })], at);
    case 'escalate':
      await appendReportEvent(tx, id, 'escalated', at, next.step);
      await escalate(tx, setting, {
        ...causeOf('report-late', { kind: 'report', reportId: id, organizationId }),
        at,
        openedBy: { kind: 'report', subjectId: id },
      });
      return;
    default:
      return assertNever(next);
  }
}

/**
 * The mail of a report that no server can have stays here when its season is paused or was ended. After a pause it is
 * made again, as if it had not been made before. True when it was withdrawn now.
 */
async function withdrawMail(tx: Tx, { id, season, mail }: FollowedReport): Promise<boolean> {
  if (season === 'running' || mail !== 'under-way') return false;
  const key = reportMessage({ id, organizationId: '' }, { mail: 'report' }).key;
  const withdrawn =
    season === 'paused'
      ? await tx.$executeRaw`
          DELETE FROM messages WHERE key = ${key} AND state = 'pending' AND attempts = 0 AND NOT in_doubt`
      : await tx.$executeRaw`
          UPDATE messages SET state = 'overtaken', next_attempt_at = NULL
          WHERE key = ${key} AND state = 'pending' AND NOT in_doubt`;
  return withdrawn > 0;
}

/** A report that was made earlier, and held by a pause, gets the full published time from its sending on. */
async function moveDates(
  tx: Tx,
  { policy }: EscalationSetting,
  report: FollowedReport,
  at: Instant,
): Promise<void> {
  const dates = reportDates(policy, report.published, localDateIn(policy.calendar.zone, at));
  if (dates.dueOn <= report.dueOn) return;
  await tx.$executeRaw`
    UPDATE reports SET due_on = ${dates.dueOn}::date, due_at = ${dates.dueAt}::timestamptz,
      chase = ${JSON.stringify(dates.chase)}::jsonb
    WHERE id = ${report.id}::uuid`;
}

type ReportOrder = Extract<MailOrder, { mail: 'report' | 'report-chase' | 'report-corrections' }>;

/** A report's mail. Its key names the step, so it is made once. */
export function reportMessage(
  { id: reportId, organizationId }: Pick<FollowedReport, 'id' | 'organizationId'>,
  order: ReportOrder,
): NewMessage {
  const { step, kind } = namesOf(order);
  const sender = { kind: 'report', subjectId: reportId } as const;
  return { key: `report-${reportId}/${step}`, kind, order, sender, reportId, organizationId };
}

function namesOf(order: ReportOrder): { readonly step: string; readonly kind: MessageKind } {
  switch (order.mail) {
    case 'report':
      return { step: 'report', kind: 'report' };
    case 'report-chase': {
      const { kind, at } = order.step;
      return { step: `${kind}/${at}`, kind: kind === 'overdue' ? 'report-late' : 'report-reminder' };
    }
    case 'report-corrections':
      return { step: `corrections/${order.returnId}`, kind: 'report-corrections' };
    default:
      return assertNever(order);
  }
}
