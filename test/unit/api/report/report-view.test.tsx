import { renderReportPage } from '../../../../src/api/report/page/view/page';
import { renderReportRowPage } from '../../../../src/api/report/page/view/row-page';
import { renderReportSummaryPage } from '../../../../src/api/report/page/view/summary';
import type { ReportStatus } from '../../../../src/api/report/page/view/view-models';
import { STATEMENT_SOURCES } from '../../../../src/domain/vocabulary';
import { named, visibleFields, visibleText } from '../../support/markup';
import { reportSummaryView, reportRowView, reportView } from '../../support/report-views';
import { RESOLUTIONS, resolutionWords } from '../../../support/minnesota-terms';

describe('the summary', () => {
  const html = renderReportSummaryPage(reportSummaryView());

  test('says which report, until when and how much is missing, and has one button that posts to its own address', () => {
    const text = visibleText(html);
    for (const words of [
      'For Sample Navigators',
      'Referrals sent November 1, 2028 to November 15, 2028',
      'Due back by Wednesday, November 29, 2028 Open',
      'Consumers 4, 2 still missing',
      '2 of 4 answered, 2 still missing',
    ]) {
      expect(text).toContain(words);
    }
    expect(named(html, 'form').map(({ attributes }) => attributes)).toEqual([{ method: 'post' }]);
    expect(named(html, 'button', 'input')).toHaveLength(1);
  });

  test('shows how much is answered as a bar', () => {
    expect(named(html, 'progress').map(({ attributes: { max, value } }) => [max, value])).toEqual([
      ['4', '2'],
    ]);
  });
});

test.each<[ReportStatus, number, string]>([
  [
    'open',
    2,
    'what happened to the 2 consumers that are still missing, by the end of Wednesday, November 29',
  ],
  ['open', 1, 'what happened to the 1 consumer that is still missing'],
  ['late', 2, 'was due by the end of Wednesday, November 29, 2028. We still take it.'],
  ['complete', 0, 'Your report is complete. Thank you. You can still change an answer below.'],
  ['complete-late', 0, 'Your report is complete. Thank you. It came after its due date, and we took it.'],
])('%s with %i missing says what to do', (status, missing, words) => {
  expect(visibleText(renderReportPage({ ...reportView(), status, missing }))).toContain(words);
});

test('a report of nobody asks for nothing', () => {
  const empty = { ...reportView(), rowCount: 0, missing: 0, rows: [], returned: null, files: [] };
  const html = renderReportPage({ ...empty, status: 'complete' });
  expect(visibleText(html)).toContain('We sent you no referrals in this period.');
  expect(named(html, 'form', 'table', 'progress')).toEqual([]);
});

test('the file goes back as a form with its token, and a name that holds nothing', () => {
  const html = renderReportPage(reportView());
  const [form] = named(html, 'form');
  expect(form?.attributes).toMatchObject({
    ...{ method: 'post', action: '/reports/r/workbook', enctype: 'multipart/form-data' },
  });
  expect(visibleFields(html).map(({ attributes: { type, name } }) => [type, name])).toEqual([
    ['file', 'file'],
  ]);
  expect(html).toContain('name="token" value="page-token"');
});

test('what came of a file: the counts, each row with column, reason and what was typed, and the correction', () => {
  const html = renderReportPage(reportView());
  const text = visibleText(html);
  for (const words of [
    'We took your file, but 101 rows have to be corrected',
    '1 taken, 1 without a change, 101 to correct.',
    '7 Sample Consumer1 Contact Date: Not a date. You typed: 13/45/2028 Resolution is missing.',
    '8 (no name) This row is not in your report.',
    'And 99 more.',
  ]) {
    expect(text).toContain(words);
  }
  const links = named(html, 'a').map(({ attributes }) => attributes['href']);
  expect(links).toContain('/reports/r/returns/x/corrections');
});

test('each consumer leads to a form of its own, and says what is missing, complete or not needed', () => {
  const text = visibleText(renderReportPage(reportView()));
  for (const words of [
    'Sample Consumer1 November 1, 2028 Missing Contact Date, Resolution',
    'Sample Consumer3 November 3, 2028 Complete Enrolled in QHP',
    'Sample Consumer4 November 4, 2028 Nothing needed Declined on November 20, 2028',
    'Page 1 Page 2 of 3 Page 3',
  ]) {
    expect(text).toContain(words);
  }
});

describe('one consumer', () => {
  const html = renderReportRowPage(reportRowView());

  test('the resolutions are all there, in the program’s order, and say what contact they need', () => {
    const values = named(html, 'input')
      .filter(({ attributes }) => attributes['name'] === 'resolution')
      .map(({ attributes }) => attributes['value']);
    expect(values).toEqual(RESOLUTIONS);
    const text = visibleText(html);
    expect(text).toContain(`${resolutionWords('eligible-ma')} Only if you reached the consumer.`);
    expect(text).toContain(`${resolutionWords('unable-to-contact')} Only if you did not reach the consumer.`);
    expect(text).toContain(`assistance ${resolutionWords('referred-to-other-assister')} Unable`);
  });

  test('what is known stands in it, and it says where that is from', () => {
    expect(visibleText(html)).toContain(
      'You told us on the referral’s own page on Friday, November 3, 2028, 11:00 a.m. CDT.',
    );
    const checked = visibleFields(html).filter(({ attributes }) => 'checked' in attributes);
    expect(checked.map(({ attributes }) => attributes['value'])).toEqual(['yes']);
    expect(html).toContain('>Called twice</textarea>');
    expect(html).toContain('name="revision" value="3"');
    expect(visibleText(html)).toContain('The contact date is before the day of the referral. Please check');
  });

  test('two buttons: to the next one, and back; only one when there is no next', () => {
    const buttons = (page: string) => visibleText(page).match(/Save and go [a-z ]+?(?=\s{1,2}(Save|You))/g);
    expect(buttons(html)).toEqual(['Save and go to the next one', 'Save and go back to the report']);
    const last = renderReportRowPage({ ...reportRowView(), hasNext: false });
    expect(buttons(last)).toEqual(['Save and go back to the report']);
  });

  test.each(STATEMENT_SOURCES)('what came by %s is said to have come so', (source) => {
    const said = { at: reportRowView().sessionEndsAt, source };
    expect(visibleText(renderReportRowPage({ ...reportRowView(), said }))).toMatch(
      /You told us (on|in|through) /,
    );
  });
});
