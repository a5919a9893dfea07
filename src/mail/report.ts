import type { Instant, LocalDate } from '../domain/time';
import { formatCalendarDate, formatDate, formatInstant } from '../domain/wording';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { Attachment, MailContext, RenderedMail } from './types';

/** What every mail about a report says of it. Nothing personal. */
export interface ReportSummaryData {
  /** Season and number, such as `OE5/2`. */
  readonly period: string;
  readonly seasonName: string;
  readonly organizationName: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dueOn: LocalDate;
  readonly rowCount: number;
  readonly missing: number;
}

export interface ReportMail extends MailContext, ReportSummaryData {
  readonly link: string;
  readonly linkExpiresAt: Instant;
  /** Set only where the policy says that mail is encrypted. The tag goes before the subject. */
  readonly encrypted: { readonly subjectTag: string; readonly workbook: Attachment } | null;
}

/** X-Message-Kind `report`: the period's report, to fill in. Personal data only in an attached workbook. */
export function renderReportMail(mail: ReportMail): RenderedMail {
  const { encrypted, missing, zone } = mail;
  const subject = `${mail.seasonName} report for ${days(mail)}: due ${formatDate(mail.dueOn)}`;
  const rendered = renderMail(mail, {
    subject: encrypted === null ? subject : `${encrypted.subjectTag} ${subject}`,
    title: 'Your Preferred Assister Report',
    blocks: [
      paragraph(opening(mail)),
      reportFacts(mail),
      ...(missing === 0 ? [] : [heading('What to do now'), paragraph(whatToDo(mail))]),
      button('Open the report', mail.link),
      paragraph(
        `The link works until ${formatInstant(mail.linkExpiresAt, zone)}. It is for your organization only.`,
      ),
    ],
    footer: helpFooter(mail),
  });
  return encrypted === null ? rendered : { ...rendered, attachments: [encrypted.workbook] };
}

function opening({ organizationName, program, rowCount, missing, ...period }: ReportMail): string {
  const about = `the referrals that ${program.exchangeName} sent to ${organizationName} from ${days(period)}`;
  if (rowCount === 0)
    return `This report is about ${about}. There were none. You do not need to do anything.`;
  if (missing === 0) {
    return `This report is about ${about}. Everything is filled in already. You do not need to do anything.`;
  }
  return `Please tell us what became of ${about}. What you told us before is filled in.`;
}

function whatToDo({ encrypted }: ReportMail): string {
  const where =
    encrypted === null
      ? 'Open the report. You can fill it in on the page, or download the workbook and send it back there.'
      : 'Fill in the attached workbook and send it back on the report’s page, or fill the report in there.';
  return `${where} Each consumer needs Contact Made, Contact Date if you reached them, and a Resolution.`;
}

export function reportFacts(report: ReportSummaryData): ReturnType<typeof facts> {
  return facts(
    ['Due', formatDate(report.dueOn)],
    ['Referrals sent', days(report)],
    ['Number of consumers', String(report.rowCount)],
    ['Still to be filled in', report.rowCount === 0 ? null : missingOf(report)],
    ['Report', report.period],
  );
}

/** `3 of 12` */
export function missingOf({ missing, rowCount }: Pick<ReportSummaryData, 'missing' | 'rowCount'>): string {
  return `${missing} of ${rowCount}`;
}

/** `November 1, 2028 to November 15, 2028` */
export function days({ from, to }: Pick<ReportSummaryData, 'from' | 'to'>): string {
  return `${formatCalendarDate(from)} to ${formatCalendarDate(to)}`;
}
