import { renderAcceptancePage } from '../../../../src/api/referral/page/view/acceptance';
import { renderAssignmentPage } from '../../../../src/api/referral/page/view/page';
import { renderAssignmentOverPage } from '../../../../src/api/referral/page/view/assignment-over';
import { renderErrorPage } from '../../../../src/api/pages/error';
import type { FieldError } from '../../../../src/api/pages/forms';
import { renderLinkProblemPage } from '../../../../src/api/pages/link-problem';
import { renderLinkSummaryPage } from '../../../../src/api/referral/page/view/summary';
import { renderReportPage } from '../../../../src/api/report/page/view/page';
import { renderReportRowPage } from '../../../../src/api/report/page/view/row-page';
import { renderReportSummaryPage } from '../../../../src/api/report/page/view/summary';
import { renderSessionExpiredPage } from '../../../../src/api/pages/session-expired';
import { PAGE_ERRORS, type LinkProblem } from '../../../../src/api/pages/view-models';
import { ASSIGNMENT_ENDS } from '../../../../src/domain/vocabulary';
import { ids, named, tags, visibleFields, visibleText } from '../../support/markup';
import {
  acceptanceView,
  assignmentView,
  contactedView,
  hostile,
  needView,
  pausedView,
  plain,
  type Mark,
} from '../../support/page-views';
import { reportSummaryView, reportRowView, reportView } from '../../support/report-views';

const PROBLEMS: readonly LinkProblem[] = ['expired', 'revoked', 'altered', 'over', 'unknown'];

/** Pages that anybody with the link may see. Each is handed a whole assignment, so that one that shows too much would. */
function impersonalPages(mark: Mark): [string, string][] {
  const view = assignmentView(mark);
  const notice = { kind: 'success', heading: mark('Recorded'), text: mark('Details') } as const;
  const need = needView(mark);
  const acceptance = acceptanceView(mark);
  const wrong = [{ field: 'outcome', message: mark('wrong outcome') }] as const;
  return [
    ['summary', renderLinkSummaryPage({ ...view, need })],
    [
      'summary before the send is on record',
      renderLinkSummaryPage({ ...view, need: { ...need, contact: null } }),
    ],
    ['summary, to be accepted', renderLinkSummaryPage({ ...view, need: acceptance.need })],
    ['acceptance', renderAcceptancePage({ ...view, ...acceptance })],
    [
      'acceptance, not chosen',
      renderAcceptancePage({
        ...view,
        ...acceptance,
        notice,
        accept: { ...acceptance.accept, errors: wrong },
      }),
    ],
    ...ASSIGNMENT_ENDS.map((reason): [string, string] => [
      `over: ${reason}`,
      renderAssignmentOverPage({
        ...{ ...view, notice, reason, endedAt: view.sentAt, resolution: 'enrolled-qhp' },
        why: mark('Sent twice'),
      }),
    ]),
    ...PROBLEMS.map((problem): [string, string] => [
      `link ${problem}`,
      renderLinkProblemPage({ ...view, problem }),
    ]),
    ...PAGE_ERRORS.map((status): [string, string] => [
      `error ${status}`,
      renderErrorPage({
        ...view,
        status,
        detail: mark('Detail'),
        backTo: mark('/back'),
        reference: mark('ref'),
      }),
    ]),
    ['session expired', renderSessionExpiredPage(view)],
    ['report summary', renderReportSummaryPage({ ...view, ...reportSummaryView(mark) })],
  ];
}

function assignmentPages(mark: Mark): [string, string][] {
  const contacted = contactedView(mark);
  const typed = {
    outcome: mark('held'),
    month: mark('2'),
    day: mark('31'),
    year: mark('26'),
    comments: mark('typed'),
  };
  const wrong = (...fields: readonly FieldError['field'][]) => ({
    values: typed,
    errors: fields.map((field) => ({ field, message: mark(`wrong ${field}`) })),
  });
  const { contact, appointment, pause, resume, resolution, decline } = contacted.forms;
  return [
    ['assignment', renderAssignmentPage(assignmentView(mark))],
    ['assignment, contacted', renderAssignmentPage(contacted)],
    ['assignment, paused', renderAssignmentPage(pausedView(mark))],
    [
      'assignment, everything wrong',
      renderAssignmentPage({
        ...contacted,
        notice: { kind: 'error', heading: mark('Heading'), text: mark('Text') },
        forms: {
          contact: contact && { ...contact, ...wrong('outcome', 'date') },
          appointment: appointment && { ...appointment, ...wrong('outcome', 'month', 'day', 'year', 'time') },
          pause: pause && { ...pause, ...wrong('reason', 'comments') },
          resume: resume && { ...resume, ...wrong('outcome') },
          resolution: resolution && { ...resolution, ...wrong('resolution', 'comments') },
          decline: decline && { ...decline, ...wrong('reason', 'comments') },
        },
      }),
    ],
  ];
}

function reportPages(mark: Mark): [string, string][] {
  const report = reportView(mark);
  const row = reportRowView(mark);
  const wrong = (...fields: readonly FieldError['field'][]) =>
    fields.map((field) => ({ field, message: mark(`wrong ${field}`) }));
  return [
    ['report', renderReportPage(report)],
    [
      'report, file refused',
      renderReportPage({ ...report, upload: { ...report.upload, errors: wrong('file') } }),
    ],
    ['report row', renderReportRowPage(row)],
    [
      'report row, everything wrong',
      renderReportRowPage({
        ...{ ...row, hasNext: false, standing: { kind: 'over', how: mark('Declined') } },
        form: { ...row.form, errors: wrong('outcome', 'date', 'resolution', 'comments') },
      }),
    ],
  ];
}

const everyPage = (mark: Mark) => [...impersonalPages(mark), ...assignmentPages(mark), ...reportPages(mark)];

describe.each(everyPage(hostile))('%s, with hostile text everywhere', (_name, html) => {
  test('holds no element and no attribute from it', () => {
    expect(html).toContain('&lt;script>');
    expect(named(html, 'script', 'img', 'style', 'iframe')).toEqual([]);
    const handlers = tags(html).flatMap(({ attributes }) =>
      Object.keys(attributes).filter((key) => /^on/i.test(key)),
    );
    expect(handlers).toEqual([]);
    expect(html).not.toMatch(/<\/?(script|img)/i);
  });
});

describe.each(everyPage(plain))('%s', (_name, html) => {
  test('is a whole document in English with one first heading', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(named(html, 'h1')).toHaveLength(1);
    expect(named(html, 'main').map(({ attributes }) => attributes['id'])).toEqual(['main-content']);
    expect(html).toContain('<a class="usa-skipnav" href="#main-content">');
  });

  test('needs nothing that its content security policy forbids', () => {
    expect(tags(html).filter(({ attributes }) => 'style' in attributes)).toEqual([]);
    const loaded = named(html, 'link', 'img', 'script').map(
      ({ attributes }) => attributes['href'] ?? attributes['src'],
    );
    expect(loaded).toEqual([
      '/assets/favicon.svg',
      '/assets/uswds/css/uswds.min.css',
      '/assets/assister.css',
      '/assets/assignment.css',
      '/assets/report.css',
      '/assets/figures.css',
    ]);
    expect(html).not.toMatch(/(href|src|action)="(https?:|\/\/)/);
  });

  test('says whom to write to', () => {
    expect(html).toContain('href="mailto:leads@example.org"');
    expect(html).toContain('href="tel:5550100"');
  });

  test('labels every field, and refers to nothing that is not there', () => {
    const all = ids(html);
    expect(new Set(all).size).toBe(all.length);
    const labels = named(html, 'label').map(({ attributes }) => attributes['for']);
    expect(labels).toEqual(visibleFields(html).map(({ attributes }) => attributes['id']));
    const targets = tags(html).flatMap(({ attributes }) => [
      ...(attributes['aria-describedby']?.split(' ') ?? []),
      ...(attributes['aria-labelledby']?.split(' ') ?? []),
      ...(attributes['href']?.startsWith('#') ? [attributes['href'].slice(1)] : []),
    ]);
    expect(targets.filter((target) => !all.includes(target))).toEqual([]);
  });

  test('steps down its headings one at a time', () => {
    const levels = named(html, 'h1', 'h2', 'h3', 'h4').map(({ name }) => Number(name.slice(1)));
    const afterTitle = levels.slice(levels.indexOf(1));
    const jumps = afterTitle.filter((level, index) => index > 0 && level > (afterTitle[index - 1] ?? 0) + 1);
    expect(jumps).toEqual([]);
  });
});

test.each(impersonalPages(plain))('%s holds nothing about the consumer', (_name, html) => {
  const { consumer, address, reason, guidance } = assignmentView().lead;
  const personal = [
    ...[consumer.firstName, consumer.lastName, consumer.phone, consumer.email, consumer.bestTimeToContact],
    ...[address.line1, address.line2, address.city, address.zip, reason, guidance, '555-0123'],
  ];
  const text = html
    .replaceAll('Sample Exchange', '')
    .replaceAll('Sample Program', '')
    .replaceAll('Sample Navigators', '')
    .replaceAll('>Consumers<', '><');
  expect(personal.filter((value) => value !== undefined && text.includes(value))).toEqual([]);
});

test('titles, which browsers keep, name nobody', () => {
  const titles = [...assignmentPages(plain), ...reportPages(plain)].map(
    ([, html]) => /<title>(.*)<\/title>/.exec(html)?.[1],
  );
  expect(titles).toEqual([
    'Referral | Sample Exchange',
    'Referral | Sample Exchange',
    'Referral | Sample Exchange',
    'Error: Referral | Sample Exchange',
    'Your report | Sample Exchange',
    'Error: Your report | Sample Exchange',
    'Answer in your report | Sample Exchange',
    'Error: Answer in your report | Sample Exchange',
  ]);
});

test('the summary is words and one button, which posts to its own address', () => {
  const html = impersonalPages(plain)[0]?.[1] ?? '';
  expect(named(html, 'form').map(({ attributes }) => attributes)).toEqual([{ method: 'post' }]);
  expect(named(html, 'button', 'input')).toHaveLength(1);
  const text = visibleText(html);
  expect(text).toContain('Monday, November 30, 2026, 5:00 p.m. CST Due soon');
  expect(text).toContain('Help with choosing a plan; Help with sending documents');
  expect(text).toContain('Cook County');
  expect(text).toContain('Somali');
});
