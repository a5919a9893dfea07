import { isBeforeReferral } from '../../../domain/report/statement';
import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type { ReturnedForm } from '../../pages/links/returned-form';
import type { ReportRowView } from './view/view-models';
import type { NoticeView } from '../../pages/view-models';
import type { ReportRecord, ReportRowRecord } from '../ports';
import { reportPath, rowPath } from './paths';
import { keptRow, knownValues, type KeptRow } from './kept-row';
import { nextMissing, rowStatus } from './progress';
import { onFields } from './read-row';

/** A row's form that came back, with what was typed and what is wrong with it. */
export interface ReturnedRowForm extends ReturnedForm {
  /** The revision that the form shows. Null when it does not say. */
  readonly revision: number | null;
}

/** The form that came back, or a new one with an act id of its own, filled in with what is known. */
export type RowFormState = { readonly actId: string } & Partial<ReturnedRowForm>;

export interface RowPageState {
  readonly token: string;
  readonly sessionEndsAt: Instant;
  readonly notice: NoticeView | null;
  readonly form: RowFormState;
}

export function reportRowView(
  setting: PageSetting,
  report: ReportRecord,
  row: ReportRowRecord,
  visit: RowPageState,
): ReportRowView {
  const { actId, values, errors } = visit.form;
  // A form that came back has what was typed in it.
  const kept = values === undefined ? keptRow(report, row, setting.program.terms.resolutions) : null;
  return {
    ...setting,
    notice: visit.notice,
    token: visit.token,
    sessionEndsAt: visit.sessionEndsAt,
    organizationName: report.organization.name,
    reportHref: reportPath(report.id),
    consumerName: row.consumerName,
    referredOn: row.referredOn,
    reference: row.referralId,
    status: rowStatus(row),
    missing: report.missing,
    rowCount: report.rowCount,
    said: row.said,
    kept: kept === null ? null : { at: kept.at, problems: ofWholeRow(kept) },
    beforeReferral: isBeforeReferral(row.statement, row.referredOn),
    hasNext: nextMissing(report, row.id) !== null,
    revision: visit.form.revision ?? report.revision,
    form: {
      action: rowPath(report.id, row.id),
      actId,
      values: values ?? kept?.values ?? knownValues(row.statement),
      errors: errors ?? onFields(kept?.errors ?? []),
    },
  };
}

/** What is said of no single column. */
function ofWholeRow({ errors }: KeptRow): string[] {
  return errors.filter(({ path }) => path === 'row').map(({ message }) => message);
}
