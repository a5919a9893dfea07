import type { Request, Response } from 'express';
import { DomainError } from '../../../domain/errors';
import { admit, type AdmitDeps, type AdmittedSession } from '../../pages/links/admit';
import type { NoticeView } from '../../pages/view-models';
import type { ReportReader, ReportRecord } from '../ports';
import { savedNotice } from './notices';

export type VisitDeps = AdmitDeps & { readonly reports: Pick<ReportReader, 'find'> };

/** One visit with a good session. */
export interface ReportVisit {
  readonly report: ReportRecord;
  readonly session: AdmittedSession;
}

/** Null when the visitor was answered already: no session, or a link that does not hold any more. */
export async function visitReport(
  deps: VisitDeps,
  request: Request<{ reportId: string }>,
  response: Response,
): Promise<ReportVisit | null> {
  const reportId = request.params.reportId.toLowerCase();
  const session = await admit(deps, request, response, reportId);
  if (session === null) return null;
  const report = await deps.reports.find(reportId);
  if (report === null) throw new DomainError('not-found', 'There is no such page.');
  return { report, session };
}

/** What a page says first after a row of its report was saved. */
export function noticeOf({ report }: ReportVisit, request: Request<{ reportId: string }>): NoticeView | null {
  const { saved } = request.query;
  const row = report.rows.find(({ id }) => id === saved);
  return row === undefined ? null : savedNotice(report, row);
}
