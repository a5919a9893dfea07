import type { Instant } from '../domain/time';
import { formatDate, formatInstant } from '../domain/wording';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import { days, missingOf, type ReportSummaryData } from './report';
import type { Attachment, MailContext, RenderedMail } from './types';

export interface ReportCorrectionsMail extends MailContext, ReportSummaryData {
  readonly returnedAt: Instant;
  readonly taken: number;
  /** Rows that could not be taken. */
  readonly problems: number;
  readonly link: string;
  /**
   * Set only where the policy says that mail is encrypted. Its workbook is null when no row can be corrected in one.
   */
  readonly encrypted: { readonly subjectTag: string; readonly workbook: Attachment | null } | null;
}

/** X-Message-Kind `report-corrections`: good rows are kept, the rest goes back. Personal data only in a workbook. */
export function renderReportCorrectionsMail(mail: ReportCorrectionsMail): RenderedMail {
  const { encrypted, problems } = mail;
  const workbook = encrypted?.workbook ?? null;
  const subject = `Please correct ${rows(problems)} of your ${mail.seasonName} report for ${days(mail)}`;
  const rendered = renderMail(mail, {
    subject: encrypted === null ? subject : `${encrypted.subjectTag} ${subject}`,
    title: `${rows(problems)} of your report could not be taken`,
    blocks: [
      paragraph(
        `We got your report on ${formatInstant(mail.returnedAt, mail.zone)} and kept what was good. ` +
          'For each row that we could not take, the report’s page names the column and says why.',
      ),
      facts(
        ['Taken', rows(mail.taken)],
        ['To be corrected', rows(problems)],
        ['Still missing', missingOf(mail)],
        ['Due', formatDate(mail.dueOn)],
        ['Report', mail.period],
      ),
      heading('What to do now'),
      paragraph(
        (workbook === null
          ? 'Open the report to see what is wrong. A workbook with only these rows is there too. '
          : 'Correct the attached workbook, which has only these rows, and send it back on the report’s page. ') +
          'You do not have to send the other rows again.',
      ),
      button('Open the report', mail.link),
    ],
    footer: helpFooter(mail),
  });
  return workbook === null ? rendered : { ...rendered, attachments: [workbook] };
}

function rows(count: number): string {
  return `${count} row${count === 1 ? '' : 's'}`;
}
