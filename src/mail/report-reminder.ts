import type { ChaseKind } from '../domain/report/chase';
import { formatDate } from '../domain/wording';
import { button, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import { days, missingOf, reportFacts, type ReportSummaryData } from './report';
import type { MailContext, RenderedMail } from './types';

export interface ReportReminderMail extends MailContext, ReportSummaryData {
  readonly step: Exclude<ChaseKind, 'escalate'>;
  /** Some of it came back already. */
  readonly partial: boolean;
  readonly link: string;
}

/** X-Message-Kind `report-reminder` before the due date and on it, `report-late` after it. Nothing personal. */
export function renderReportReminderMail(mail: ReportReminderMail): RenderedMail {
  const late = mail.step === 'overdue';
  const due = formatDate(mail.dueOn);
  const report = `your ${mail.seasonName} report for ${days(mail)}`;
  return renderMail(mail, {
    subject: late ? `Late: ${report} was due ${due}` : `Reminder: ${report} is due ${due}`,
    title: late ? 'Your report is late' : 'Your report is due soon',
    blocks: [
      paragraph(whereItStands(mail)),
      reportFacts(mail),
      heading('What to do now'),
      paragraph(
        'Open the report and fill in what is missing, there or in the workbook. ' +
          (late ? 'We still take a late report. ' : '') +
          'If something keeps you from it, write to us.',
      ),
      button('Open the report', mail.link),
    ],
    footer: helpFooter(mail),
  });
}

function whereItStands({ partial, missing, rowCount, step, ...mail }: ReportReminderMail): string {
  const what = partial
    ? `Thank you for what you sent. ${missingOf({ missing, rowCount })} consumers are still missing.`
    : `We do not have all of this report yet: ${missingOf({ missing, rowCount })} consumers are missing.`;
  if (step !== 'overdue') return what;
  const { spocEmail } = mail.program;
  return `${what} If it does not come, the exchange’s single point of contact (${spocEmail}) will call you.`;
}
