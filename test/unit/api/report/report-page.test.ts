import type { ReportReturnRecord, RowProblem } from '../../../../src/api/report/ports';
import { DomainError } from '../../../../src/domain/errors';
import { instant, localDate } from '../../../../src/domain/time';
import { REPORT_ID, ROW_IDS, sampleRow } from '../../support/reports';
import { visibleText } from '../../support/markup';
import { call } from '../support/client';
import {
  arrive,
  forgetSession,
  get,
  hidden,
  LINK,
  newCookie,
  PAGE,
  post,
  server,
  world,
} from '../support/report-scene';

afterEach(() => server.close());

const row = (n: number) => `${PAGE}/rows/${ROW_IDS[n - 1]}`;
const statementOf = (n: number) => world.reports.records.get(REPORT_ID)?.rows[n - 1]?.statement;
const REACHED = { outcome: 'yes', month: '11', day: '20', year: '2026', resolution: 'eligible-ma' };

describe('the link', () => {
  test('shows which report it is and names nobody; its button leads to an address without the token', async () => {
    await arrive();
    const summary = await call(server, 'GET', `/l/${world.links.tokenFor(LINK)}`, undefined, {});
    expect(summary.status).toBe(200);
    const text = visibleText(summary.text);
    expect(text).toContain('3 still missing');
    expect(text).not.toContain('Sample Consumer');
  });

  test.each([
    [{ revoked: true }, 410],
    [{ expiresAt: instant('2026-11-24T00:00:00Z') }, 410],
  ])('%j opens nothing any more, and closes what was open', async (over, status) => {
    await arrive();
    world.linkRecords.set(LINK.id, { ...LINK, ...over });
    expect((await get()).status).toBe(status);
    expect((await get(`${PAGE}/workbook`)).status).toBe(status);
    expect((await get(row(1))).text).not.toContain('Sample Consumer');
  });
});

test.each([PAGE, `${PAGE}/workbook`, row(1), `${PAGE}/returns/${ROW_IDS[0]}/corrections`])(
  'without a session there is nothing at %s',
  async (path) => {
    await arrive();
    forgetSession();
    const page = await get(path);
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('Sample Consumer');
  },
);

test('the session of one report opens no other', async () => {
  await arrive();
  const other = PAGE.replace(/.$/, '9');
  world.reports.records.set(other.slice(9), world.reports.records.get(REPORT_ID) ?? fail());
  expect((await get(other)).status).toBe(403);
});

function fail(): never {
  throw new Error('no report');
}

test('the list: what is missing first, what is over last, fifty on a page', async () => {
  const over = { end: 'declined', on: localDate('2026-11-20') } as const;
  const rows = Array.from({ length: 60 }, (_, index) => sampleRow(index + 1));
  const first = { ...sampleRow(1, { over, complete: true }) };
  const second = sampleRow(2, {
    complete: true,
    statement: {
      ...{ contactMade: true, contactOn: localDate('2026-11-12'), comments: null },
      resolution: 'enrolled-qhp',
    },
  });
  await arrive({ rows: [first, second, ...rows.slice(2)] });
  const names = ({ text }: { text: string }) =>
    [...text.matchAll(/<a class="usa-link" href="[^"]*\/rows\/[^"]*">Sample Consumer (\d+)</g)].map(([, n]) =>
      Number(n),
    );
  const page = await get();
  expect(names(page)).toEqual(Array.from({ length: 50 }, (_, index) => index + 3));
  const last = await get(`${PAGE}?page=2`);
  expect(names(last)).toEqual([53, 54, 55, 56, 57, 58, 59, 60, 2, 1]);
  expect(visibleText(last.text)).toContain('Nothing needed Declined on November 20, 2026');
  expect(names(await get(`${PAGE}?page=99`))).toEqual(names(last));
});

describe('one consumer', () => {
  test('saved and on to the next; the answer is as it was typed, and the page says so', async () => {
    await arrive();
    const saved = await post(row(1), {
      ...hidden(await get(row(1))),
      ...REACHED,
      comments: ' Called\r\ntwice ',
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${row(2)}?saved=${ROW_IDS[0]}`]);
    expect(statementOf(1)).toEqual({
      ...{ contactMade: true, contactOn: '2026-11-20', resolution: 'eligible-ma' },
      comments: 'Called\ntwice',
    });
    const next = visibleText((await get(saved.headers.get('location') ?? '')).text);
    expect(next).toContain('Saved: Sample Consumer 1');
    expect(next).toContain('2 consumers are still missing.');
  });

  test('sent twice it is one statement', async () => {
    await arrive();
    const fields = { ...hidden(await get(row(1))), ...REACHED };
    await post(row(1), fields);
    expect((await post(row(1), fields)).status).toBe(303);
    expect(world.reports.said).toHaveLength(1);
  });

  test('a part of it is kept, and the page says what is still empty', async () => {
    await arrive();
    const fields = { ...hidden(await get(row(1))), outcome: 'no', then: 'report' };
    const saved = await post(row(1), fields);
    expect(saved.headers.get('location')).toBe(`${PAGE}?saved=${ROW_IDS[0]}`);
    const text = visibleText((await get(saved.headers.get('location') ?? '')).text);
    expect(text).toContain('Saved in part: Sample Consumer 1');
    expect(text).toContain('Still empty for this consumer: Resolution. 3 consumers are still missing.');
  });

  test.each([
    ['no such day', { ...REACHED, day: '31' }, 'Enter a date that exists'],
    ['a day to come', { ...REACHED, year: '2027' }, 'This date is in the future.'],
    ['a date without contact', { ...REACHED, outcome: 'no' }, 'There is a date, but Contact Made is not Y.'],
    [
      'a resolution that needs contact',
      { outcome: 'no', resolution: 'eligible-ma' },
      'This resolution is not possible when nobody was contacted.',
    ],
    [
      'a comment without end',
      { ...REACHED, comments: 'x'.repeat(2001) },
      'Comments are longer than 2,000 characters.',
    ],
  ])('%s comes back with what was typed and the reason', async (_what, typed, words) => {
    await arrive();
    const comments = { comments: 'What I typed' };
    const answer = await post(row(1), { ...hidden(await get(row(1))), ...comments, ...typed });
    expect(answer.status).toBe(422);
    expect(visibleText(answer.text)).toContain(words);
    expect(answer.text).toContain(`value="${typed.outcome}" checked`);
    expect(answer.text).toContain(`>${{ ...comments, ...typed }.comments}</textarea>`);
    expect(world.reports.said).toEqual([]);
  });

  test('what was cleared on an older page does not clear what was said since', async () => {
    await arrive();
    const old = hidden(await get(row(1)));
    await post(row(1), { ...hidden(await get(row(1))), ...REACHED });
    expect((await post(row(1), { ...old, outcome: 'yes', comments: 'Later' })).status).toBe(303);
    expect(statementOf(1)).toMatchObject({ contactOn: '2026-11-20', comments: 'Later' });
  });

  test('without the page’s token nothing is saved', async () => {
    await arrive();
    expect((await post(row(1), REACHED)).status).toBe(403);
    expect(world.reports.said).toEqual([]);
  });

  test('while the service is busy it comes back with what was typed', async () => {
    await arrive();
    const fields = { ...hidden(await get(row(1))), ...REACHED };
    world.reports.save = async () => {
      throw new DomainError('unavailable', 'Busy');
    };
    const answer = await post(row(1), fields);
    expect(answer.status).toBe(503);
    expect(visibleText(answer.text)).toContain('This is not recorded yet');
    expect(answer.text).toContain('value="eligible-ma" checked');
  });

  test('of another report, or of none, there is no page', async () => {
    await arrive();
    expect((await get(`${PAGE}/rows/${REPORT_ID}`)).status).toBe(404);
    expect((await get(`${PAGE}/rows/nonsense`)).status).toBe(404);
  });

  test('the last one leads back to a report that is complete', async () => {
    await arrive({ rows: [sampleRow(1)] });
    const saved = await post(row(1), { ...hidden(await get(row(1))), ...REACHED });
    expect(saved.headers.get('location')).toBe(`${PAGE}?saved=${ROW_IDS[0]}`);
    const text = visibleText((await get(saved.headers.get('location') ?? '')).text);
    expect(text).toContain('Your report is complete. Thank you.');
    expect(text).toContain('1 of 1 answered');
  });
});

describe('what was typed in a file and could not be taken', () => {
  const file = (problem: Partial<RowProblem>, at = instant('2026-11-23T15:00:00Z')): ReportReturnRecord => ({
    ...{ id: ROW_IDS[2], at, source: 'workbook', rowsRead: 1, taken: 0, unchanged: 0, inTime: true },
    problems: [
      {
        ...{ rowNumber: 8, rowId: ROW_IDS[0], consumerName: 'Sample Consumer 1' },
        typed: {
          contactMade: 'yes',
          contactDate: '13/45/2026',
          resolution: 'Eligible for MA',
          comments: 'Called',
        },
        errors: [{ path: 'contactDate', message: 'Contact Date is not a date that we can read.' }],
        ...problem,
      },
    ],
  });

  test('is in the row’s form already, with what is wrong, and only that has to be typed', async () => {
    await arrive({ returns: [file({})] });
    const page = await get(row(1));
    const text = visibleText(page.text);
    expect(text).toContain('This answer from your spreadsheet is not saved yet');
    expect(text).toContain('Contact Date is not a date that we can read.');
    expect(page.text).toContain('value="yes" checked');
    expect(page.text).toContain('value="eligible-ma" checked');
    expect(page.text).toContain('value="45"');
    expect(page.text).toContain('>Called</textarea>');
    const saved = await post(row(1), { ...hidden(page), ...REACHED, comments: 'Called' });
    expect(saved.status).toBe(303);
    expect(statementOf(1)).toMatchObject({ contactOn: '2026-11-20', comments: 'Called' });
  });

  test('of a row that was wrong as a whole says so, and is proposed for nobody else', async () => {
    const errors = [{ path: 'row', message: 'This row has lost its hidden row key.' }];
    await arrive({ returns: [file({ errors })] });
    expect(visibleText((await get(row(1))).text)).toContain('This row has lost its hidden row key.');
    expect(visibleText((await get(row(2))).text)).not.toContain('from your spreadsheet');
  });

  test('is not proposed any more once the row was answered', async () => {
    const said = { at: instant('2026-11-23T16:00:00Z'), source: 'form' } as const;
    await arrive({ rows: [sampleRow(1, { said }), sampleRow(2)], returns: [file({})] });
    const page = await get(row(1));
    expect(visibleText(page.text)).not.toContain('from your spreadsheet');
    expect(page.text).not.toContain('checked');
  });

  test('counts from the latest such file only', async () => {
    const later = file({ typed: { contactMade: 'N', resolution: 'x' } }, instant('2026-11-24T15:00:00Z'));
    await arrive({ returns: [later, file({})] });
    const page = await get(row(1));
    expect(page.text).toContain('value="no" checked');
    expect(page.text).not.toContain('>Called</textarea>');
  });
});

test('late: it is still taken, and the page says so', async () => {
  await arrive();
  world.now = instant('2026-11-30T06:00:00Z');
  // The session of before is over by then.
  const page = await call(server, 'GET', PAGE, undefined, { cookie: await newCookie() });
  expect(visibleText(page.text)).toContain(
    'was due by the end of Sunday, November 29, 2026. We still take it.',
  );
});

test('other methods are answered with what is taken', async () => {
  await arrive();
  const answer = await call(server, 'DELETE', PAGE);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect((await call(server, 'PUT', `${PAGE}/workbook`)).status).toBe(405);
  expect((await call(server, 'DELETE', row(1))).status).toBe(405);
});
