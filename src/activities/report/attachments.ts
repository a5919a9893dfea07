import { XLSX } from '../../domain/media-types';
import type { ProgramPolicy } from '../../domain/policy';
import type { Program } from '../../domain/program';
import { toCorrections, toWorkbook, type WorkbookSource } from '../../domain/report/to-workbook';
import { workbookSource, workbookFilename } from '../../domain/report/workbook-file';
import type { ReportWorkbook, WorkbookWriter } from '../../domain/report/workbook';
import type { Attachment } from '../../mail/types';
import type { ReportMailData, ReportMailReader } from './ports';

interface Deps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly reportMails: Pick<ReportMailReader, 'rows'>;
  readonly workbooks: WorkbookWriter;
}

/** The attachments of a report's mail. Consumers' names are in them only when the mail gateway encrypts. */
export function reportAttachments({ policy, program, reportMails, workbooks }: Deps) {
  const { leadContent, subjectTag } = policy.mail;
  return {
    async report(reportId: string, data: ReportMailData) {
      if (leadContent !== 'full' || data.rowCount === 0) return null;
      const workbook = toWorkbook(await sourceOf(reportId, data));
      return { subjectTag, workbook: await attached(workbook) };
    },

    async corrections(reportId: string, data: ReportMailData, problems: Parameters<typeof toCorrections>[1]) {
      if (leadContent !== 'full') return null;
      const workbook = toCorrections(await sourceOf(reportId, data), problems);
      return { subjectTag, workbook: workbook.rows.length === 0 ? null : await attached(workbook) };
    },
  };

  async function sourceOf(reportId: string, data: ReportMailData): Promise<WorkbookSource> {
    const { revision, organizationName, from, to, dueOn } = data;
    const rows = await reportMails.rows(reportId);
    return workbookSource(program, { reportId, revision, rows, organizationName, from, to, dueOn });
  }

  async function attached(workbook: ReportWorkbook): Promise<Attachment> {
    const content = await workbooks.write(workbook);
    return { filename: workbookFilename(workbook), contentType: XLSX, content };
  }
}
