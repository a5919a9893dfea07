import { isBeforeReferral, type RowStatement } from '../../../domain/report/statement';
import type { Instant } from '../../../domain/time';
import type { PageSetting } from '../../pages/links/page-setting';
import type { FormValues } from '../../pages/forms';
import type { ReturnedForm } from '../../pages/links/returned-form';
import type { ReportRowView } from './view/view-models';
import type { NoticeView } from '../../pages/view-models';
import type { ReportRecord, ReportRowRecord } from '../ports';
import { reportPath, rowPath } from './paths';
import { nextMissing, rowStatus } from './progress';

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
    beforeReferral: isBeforeReferral(row.statement, row.referredOn),
    hasNext: nextMissing(report, row.id) !== null,
    revision: visit.form.revision ?? report.revision,
    form: {
      action: rowPath(report.id, row.id),
      actId,
      values: values ?? knownValues(row.statement),
      errors: errors ?? [],
    },
  };
}

/** The form already has what is known, so nobody types it again. */
function knownValues({ contactMade, contactOn, resolution, comments }: RowStatement): FormValues {
  return {
    ...(contactMade === null ? {} : { outcome: contactMade ? 'yes' : 'no' }),
    ...(contactOn === null
      ? {}
      : {
          month: String(Number(contactOn.slice(5, 7))),
          day: String(Number(contactOn.slice(8, 10))),
          year: contactOn.slice(0, 4),
        }),
    ...(resolution === null ? {} : { resolution }),
    ...(comments === null ? {} : { comments }),
  };
}
