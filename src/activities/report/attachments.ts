import type { ProgramPolicy } from '../../domain/policy';
import type { ProgramContact } from '../../domain/program-contact';
import { toCorrections, toWorkbook, type ReportFacts } from '../../domain/report/to-workbook';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/report/workbook';
import type { Attachment } from '../../mail/types';
import type { ReportMailFacts, ReportMailReader } from './ports';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly reportMails: Pick<ReportMailReader, 'rows'>;
  readonly workbooks: WorkbookWriter;
}

const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What travels with a report's mail. Names do only where its gateway encrypts it. */
export function reportAttachments({ policy, program, reportMails, workbooks }: Deps) {
  const { leadContent, subjectTag } = policy.mail;
  return {
    async report(reportId: string, facts: ReportMailFacts) {
      if (leadContent !== 'full' || facts.rowCount === 0) return null;
      const workbook = toWorkbook(await workbookFacts(reportId, facts));
      return { subjectTag, workbook: await attached(workbook, facts) };
    },

    async corrections(
      reportId: string,
      facts: ReportMailFacts,
      problems: Parameters<typeof toCorrections>[1],
    ) {
      if (leadContent !== 'full') return null;
      const workbook = toCorrections(await workbookFacts(reportId, facts), problems);
      return { subjectTag, workbook: workbook.rows.length === 0 ? null : await attached(workbook, facts) };
    },
  };

  async function workbookFacts(reportId: string, facts: ReportMailFacts): Promise<ReportFacts> {
    const { revision, organizationName, from, to, dueOn } = facts;
    const { exchangeName, programName, spocEmail, helpPhone } = program;
    return {
      ...{ reportId, revision, exchangeName, programName, organizationName, from, to, dueOn },
      ...{ spocEmail, helpPhone, rows: await reportMails.rows(reportId) },
    };
  }

  async function attached(workbook: ReportWorkbook, { label }: ReportMailFacts): Promise<Attachment> {
    return {
      filename: `${workbook.purpose} ${label.period.replaceAll(/[^A-Za-z0-9]+/g, '-')}.xlsx`,
      contentType: WORKBOOK_TYPE,
      content: await workbooks.write(workbook),
    };
  }
}
