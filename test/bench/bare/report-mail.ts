import type { SendMailOptions } from 'nodemailer';
import type { ReportWorkbook, WorkbookWriter } from '../../../src/domain/report/workbook';
import { localDate } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';

/** Rows of every report in the bench. */
export const REPORT_ROWS = 25;

const { exchange, terms } = loadProgram('config/mnsure.json');

const BLANK = { kind: 'blank' } as const;

/** The same workbook that the service makes, of the same number of rows. */
export function sampleWorkbook(reportId: string, rows: number): ReportWorkbook {
  return {
    ...{ reportId, revision: 0, purpose: 'report' },
    ...{ exchangeName: 'MNsure', programName: 'Preferred Assister Lead program' },
    organizationName: 'Sample Organization',
    ...{ from: localDate('2026-02-01'), to: localDate('2026-02-14'), dueOn: localDate('2026-02-28') },
    ...{ spocEmail: 'spoc@example.org', helpPhone: '+16515550100', country: exchange.country, terms },
    rows: Array.from({ length: rows }, (_, n) => ({
      key: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      consumerName: `Sample Consumer ${n}`,
      referredOn: localDate('2026-02-03'),
      reference: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      cells: { contactMade: BLANK, contactDate: BLANK, resolution: BLANK, comments: BLANK },
      ...{ closed: null, problems: [] },
    })),
  };
}

export async function bareReportMail(writer: WorkbookWriter, reference: string): Promise<SendMailOptions> {
  return {
    from: 'bare@example.org',
    to: 'bare@example.org',
    subject: 'Bare',
    text: 'A short text.',
    headers: { 'X-Report-Id': reference },
    attachments: [
      { filename: 'report.xlsx', content: await writer.write(sampleWorkbook(reference, REPORT_ROWS)) },
    ],
  };
}
