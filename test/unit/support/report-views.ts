import type {
  ReportSummaryView,
  ReportRowView,
  ReportView,
  RowItemView,
} from '../../../src/api/report/page/view/view-models';
import { instant, localDate } from '../../../src/domain/time';
import { actForm, pageView, plain, type Mark } from './page-views';

export function reportSummaryView(mark: Mark = plain): ReportSummaryView {
  return {
    ...pageView(mark),
    ...{ organizationName: mark('Sample Navigators'), seasonName: mark('OE17') },
    ...{ from: localDate('2028-11-01'), to: localDate('2028-11-15'), dueOn: localDate('2028-11-29') },
    ...{ status: 'open', rowCount: 4, missing: 2 },
  };
}

/** A report of which a file was sent that is good in a part. */
export function reportView(mark: Mark = plain): ReportView {
  const item = (n: number, status: RowItemView['status']): RowItemView => ({
    ...{ href: mark(`/reports/r/rows/${n}`), consumerName: mark(`Sample Consumer${n}`), status },
    referredOn: localDate(`2028-11-0${n}`),
  });
  return {
    ...reportSummaryView(mark),
    notice: { kind: 'info', heading: mark('Heading'), text: mark('Text') },
    sessionEndsAt: instant('2028-11-24T23:40:00Z'),
    workbookHref: mark('/reports/r/workbook'),
    token: mark('page-token'),
    upload: actForm('/reports/r/workbook', mark),
    returned: {
      ...{ at: instant('2028-11-24T23:00:00Z'), taken: 1, unchanged: 1, toCorrect: 101, inTime: true },
      problems: [
        {
          ...{ rowNumber: 7, consumerName: mark('Sample Consumer1'), href: mark('/reports/r/rows/1') },
          errors: [
            { column: 'Contact Date', typed: mark('13/45/2028'), message: mark('Not a date.') },
            { column: 'Resolution', typed: null, message: mark('Resolution is missing.') },
          ],
        },
        {
          ...{ rowNumber: 8, consumerName: '', href: null },
          errors: [{ column: null, typed: null, message: mark('This row is not in your report.') }],
        },
      ],
      correctionsHref: mark('/reports/r/returns/x/corrections'),
    },
    files: [
      {
        ...{ href: mark('/reports/r?returned=x'), at: instant('2028-11-24T23:00:00Z') },
        ...{ taken: 1, toCorrect: 101 },
      },
    ],
    rows: [
      item(1, { kind: 'missing', columns: ['contactDate', 'resolution'] }),
      item(2, { kind: 'missing', columns: ['contactMade', 'resolution'] }),
      item(3, { kind: 'complete', resolution: 'enrolled-qhp' }),
      item(4, { kind: 'over', how: mark('Declined on November 20, 2028') }),
    ],
    list: {
      number: 2,
      count: 3,
      previousHref: mark('/reports/r?page=1'),
      nextHref: mark('/reports/r?page=3'),
    },
  };
}

export function reportRowView(mark: Mark = plain): ReportRowView {
  return {
    ...pageView(mark),
    ...{ notice: null, organizationName: mark('Sample Navigators'), reportHref: mark('/reports/r') },
    ...{ consumerName: mark('Sample Consumer1'), referredOn: localDate('2028-11-02') },
    reference: mark('019ab1f2-0000-7000-8000-000000000001'),
    status: { kind: 'missing', columns: ['resolution'] },
    ...{ missing: 2, rowCount: 4, hasNext: true, beforeReferral: true, revision: 3 },
    kept: { at: instant('2028-11-20T16:00:00Z'), problems: [mark('This row has lost its hidden row key.')] },
    said: { at: instant('2028-11-03T16:00:00Z'), source: 'link' },
    token: mark('page-token'),
    form: {
      ...actForm('/reports/r/rows/1', mark),
      values: { outcome: 'yes', month: '11', day: '1', year: '2028', comments: mark('Called twice') },
    },
    sessionEndsAt: instant('2028-11-24T23:40:00Z'),
  };
}
