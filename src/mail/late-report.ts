import { REPORT_COLUMN_WORDS, type ReportColumn } from '../domain/report/workbook';
import type { Instant, LocalDate, Zone } from '../domain/time';
import { formatDate, formatInstant } from '../domain/wording';
import { facts, heading, paragraph } from './blocks';
import { days, missingOf } from './report';
import type { MailBlock } from './types';

/** What the SPOC needs to know before calling about a late report. Nothing personal: rows are named by referral. */
export interface LateReport {
  readonly period: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly dueOn: LocalDate;
  readonly rowCount: number;
  readonly missing: number;
  /** By referral, at most as many as a mail should list. */
  readonly missingRows: readonly { readonly referralId: string; readonly columns: readonly ReportColumn[] }[];
  readonly sentAt: Instant | null;
  /** When reminders went out, in their order. */
  readonly remindedAt: readonly Instant[];
  readonly returnedAt: Instant | null;
}

export function lateReportBlocks(report: LateReport, zone: Zone): MailBlock[] {
  const more = report.missing - report.missingRows.length;
  return [
    facts(
      ['Report', report.period],
      ['Referrals sent', days(report)],
      ['Due', formatDate(report.dueOn)],
      ['Still missing', missingOf(report)],
    ),
    heading('What happened so far'),
    { kind: 'list', items: history(report, zone) },
    heading('What is missing'),
    { kind: 'list', items: report.missingRows.map(rowWords) },
    ...(more > 0 ? [paragraph(`And ${more} more, on the report’s page.`)] : []),
  ];
}

function history({ sentAt, remindedAt, returnedAt }: LateReport, zone: Zone): string[] {
  const happened = [
    ...(sentAt === null ? [] : [{ at: sentAt, what: 'Sent' }]),
    ...remindedAt.map((at) => ({ at, what: 'Reminded' })),
    ...(returnedAt === null ? [] : [{ at: returnedAt, what: 'First part of it came back' }]),
  ];
  const lines = happened
    .sort((a, b) => a.at.localeCompare(b.at, 'en-US'))
    .map(({ at, what }) => `${what} ${formatInstant(at, zone)}`);
  return [
    ...(sentAt === null ? ['It could not be sent to the organization’s address'] : []),
    ...lines,
    ...(returnedAt === null ? ['Nothing came back'] : []),
  ];
}

function rowWords({ referralId, columns }: LateReport['missingRows'][number]): string {
  return `referral-${referralId}: ${columns.map((column) => REPORT_COLUMN_WORDS[column]).join(', ')}`;
}
